import { assertText } from '../../shared/assert.ts';
import { type Message, maxText } from '../../shared/message.ts';

const fence = '```';
/** A shorter part has no room for the fences of a code block. */
const roomForFences = 16;

/**
 * Returns the text in parts of at most `maxLength` code points. Default: 2000, Chat's limit for a post.
 *
 * A cut is at the end of a line, at the end of a word, or after a mark of a Chinese or Japanese sentence (`。！？；，、`), if
 * the second half of a part has such a place. A cut is never inside a surrogate pair, and inside a `<url|label>` or a
 * character of several code points (a flag, a letter with accents, a family) only if the link or character does not fit
 * into a part. The joined parts are the text again, except for the fences that close a code block at a cut and open the
 * block again (from 16 code points per part on). Throws a `RangeError` if `maxLength` is not a whole number of 1 or
 * more, and a `TypeError` if `text` is not a text.
 *
 * @example
 * ```ts
 * for (const part of splitText(log)) await sendIncoming(process.env.SYNOCHAT_WEBHOOK!, part);
 * ```
 */
export function splitText(text: string, maxLength: number = maxText): string[] {
  assertText('The text', text);
  if (!Number.isInteger(maxLength) || maxLength < 1)
    throw new RangeError('The length of a part must be a whole number of 1 or more');
  // The text with the insides of links blanked, at the same length: no cut falls inside a link.
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

/**
 * Returns the message in parts of at most `maxLength`. The file goes with the first part, so that no text overtakes the
 * file, and the buttons with the last.
 */
export function splitMessage(message: Message, maxLength?: number): Message[] {
  const { text = '', fileUrl, attachments } = message;
  const whole = splitText(text, maxLength);
  if (whole.length === 1) return [message];
  // Parts of blanks are left out.
  const texts = whole.filter((part) => part.trim());
  if (texts.length === 0) texts.push('');
  return texts.map((part, n) => ({
    text: part,
    fileUrl: n === 0 ? fileUrl : undefined,
    attachments: n === texts.length - 1 ? attachments : undefined,
  }));
}

/** Returns the index that many code points after `from`, or the length of the text. */
function advance(text: string, from: number, codePoints: number): number {
  // Every code point is one or two units.
  if (text.length - from <= codePoints) return text.length;
  const near = Array.from(text.slice(from, from + 2 * codePoints));
  return from + near.slice(0, codePoints).join('').length;
}

/** Returns the best cut after `at` and not after `end`. */
function findCut(text: string, at: number, end: number): number {
  const window = text.slice(at, end);
  const half = window.length / 2;
  const line = window.lastIndexOf('\n') + 1;
  const word = /^.*[\s。！？；，、][」』）】》]*/s.exec(window)?.[0].length ?? 0;
  const best = at + (line > half ? line : word > half ? word : window.length);
  const cut = characterStart(text, at, best) || characterStart(text, at, end) || end;
  let start = cut;
  const split = text.charAt(cut);
  if (split === '\0') start = at + window.lastIndexOf('<');
  // A cut is not in the middle of a fence either.
  if (split === '`') while (start > at && text.charAt(start - 1) === '`') start--;
  return start > at ? start : cut;
}

let characters: Intl.Segmenter | undefined;

/**
 * Returns where the character begins that a cut would split: a grapheme, which a reader sees as one character. Returns
 * the cut if the cut splits no character, or on a runtime without `Intl.Segmenter`; 0 if the character begins at `at`.
 */
function characterStart(text: string, at: number, cut: number): number {
  if (!('Segmenter' in Intl)) return cut;
  characters ??= new Intl.Segmenter();
  // The beginning of a character depends only on the text before.
  const start = characters.segment(text.slice(at, cut + 2)).containing(cut - at)?.index ?? cut - at;
  return start && at + start;
}

function endsInBlock(text: string): boolean {
  return text.split(fence).length % 2 === 0;
}
