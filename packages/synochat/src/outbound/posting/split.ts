import { assertText } from '../../shared/assert.ts';
import { type Message, maxText } from '../../shared/message.ts';

const fence = '```';
/** Below this a part has no room for the fences that a block in it would need. */
const roomForFences = 16;

/**
 * The text in parts of at most `maxLength` code points, the most that Chat takes in one post: by default 2000.
 *
 * Cut at the end of a line or else of a word, or after a mark of a Chinese or Japanese sentence (`。！？；，、`), where there
 * is one in the second half of a part; never inside a surrogate pair, nor inside a `<url|label>` or a character of several
 * code points (a flag, a letter with its accents, a family) that fits. Joined, the parts are the text again, but for the fences that close a code
 * block at a cut and open it again after it (from 16 code points a part on). Throws a `RangeError` for a length that is
 * no whole number of 1 or more, and a `TypeError` for what is no text.
 *
 * @example
 * ```ts
 * for (const part of splitText(log)) await sendIncoming(process.env.SYNOCHAT_WEBHOOK!, part);
 * ```
 */
export function splitText(text: string, maxLength: number = maxText): string[] {
  assertText('The text', text);
  if (!Number.isInteger(maxLength) || maxLength < 1) throw new RangeError('a length is a whole number of 1 or more');
  // Of the same length, without the insides of links: these are no place to cut.
  const cuttable = text.replace(/<https?:\/\/[^<>\n]*>/g, (link) => '<'.padEnd(link.length, '\0'));
  const parts: string[] = [];
  let opener = '';
  for (let at = 0; ; ) {
    const room = maxLength - opener.length;
    const farthest = advance(text, at, room);
    if (farthest === text.length) return [...parts, opener + text.slice(at)];
    let end = findCut(cuttable, at, farthest);
    let closer = '';
    if (maxLength >= roomForFences && endsInBlock(opener + text.slice(at, end))) {
      end = findCut(cuttable, at, advance(text, at, room - fence.length - 1));
      const chunk = text.slice(at, end);
      if (endsInBlock(opener + chunk)) {
        // A block that begins or ends right at the cut needs no fences of ours.
        const begins = /```[^\n`]*\n?$/.exec(chunk);
        const ends = /^\n?```/.exec(text.slice(end, end + fence.length + 1));
        if (ends) end += ends[0].length;
        else if (begins && chunk.slice(0, begins.index).trim()) end = at + begins.index;
        else closer = chunk.endsWith('\n') ? fence : `\n${fence}`;
      }
    }
    parts.push(opener + text.slice(at, end) + closer);
    opener = closer && `${fence}\n`;
    at = end;
  }
}

/** The message in parts that fit, itself where it does: the file goes with the first, so that nothing overtakes it, the buttons with the last. */
export function splitMessage(message: Message, maxLength: number): Message[] {
  const { text = '', fileUrl, attachments } = message;
  const whole = splitText(text, maxLength);
  if (whole.length === 1) return [message];
  // A post of blanks is none.
  const texts = whole.filter((part) => part.trim());
  if (texts.length === 0) texts.push('');
  return texts.map((part, n) => ({
    text: part,
    fileUrl: n === 0 ? fileUrl : undefined,
    attachments: n === texts.length - 1 ? attachments : undefined,
  }));
}

/** Where that many code points from there end. */
function advance(text: string, from: number, codePoints: number): number {
  let at = from;
  // Every code point is one or two units.
  if (text.length - at <= codePoints) return text.length;
  for (let left = codePoints; left > 0 && at < text.length; left--) at += (text.codePointAt(at) ?? 0) > 0xff_ff ? 2 : 1;
  return at;
}

/** The best place to cut between the two: after `at`, not after `end`. */
function findCut(text: string, at: number, end: number): number {
  const window = text.slice(at, end);
  const half = window.length / 2;
  const line = window.lastIndexOf('\n') + 1;
  const word = /^.*[\s。！？；，、][」』）】》]*/su.exec(window)?.[0].length ?? 0;
  const best = at + (line > half ? line : word > half ? word : window.length);
  const cut = characterStart(text, at, best) || characterStart(text, at, end) || end;
  let start = cut;
  const split = text.charAt(cut);
  if (split === '\0') start = at + window.lastIndexOf('<');
  // Nor is the middle of a fence.
  if (split === '`') while (start > at && text.charAt(start - 1) === '`') start--;
  return start > at ? start : cut;
}

let characters: Intl.Segmenter | undefined;

/**
 * Where the character that a cut would split begins: what a reader takes for one, a grapheme. The cut itself if it splits
 * none, or on a runtime without `Intl.Segmenter`; 0 if the character begins at `at`.
 */
function characterStart(text: string, at: number, cut: number): number {
  if (!('Segmenter' in Intl)) return cut;
  characters ??= new Intl.Segmenter();
  // Its beginning depends on no more than what is before it.
  const start = characters.segment(text.slice(at, cut + 2)).containing(cut - at)?.index ?? cut - at;
  return start && at + start;
}

function endsInBlock(text: string): boolean {
  return text.split(fence).length % 2 === 0;
}
