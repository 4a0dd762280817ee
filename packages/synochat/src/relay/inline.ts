import { plain } from '../shared/markup.ts';
import { linkTo } from './address.ts';
import { createEmphasis } from './emphasis.ts';

/**
 * Code, a link, an address in brackets, a reference of Discord, a spoiler, a bare address, an escaped character, a run of
 * marks, `<`.
 *
 * A failed alternative ends at the next character that could begin the same alternative, so each character is visited
 * only a few times.
 */
const tokens = new RegExp(
  [
    '`[^`]+`',
    String.raw`!?\[((?:[^[\]]|\[[^[\]]*\])+)\]\(([^\s()]+(?:\([^\s()]*\)[^\s()]*)?)(?: +"[^"]*")?\)`,
    String.raw`<(https?:\/\/[^\s<>|]+)>`,
    String.raw`<((?:t:-?\d+|@[!&]?\d|#\d|a?:\w+:\d)[^<>\s]*)>`,
    String.raw`\|\|(?=\S)([^|\n]*[^|\s])\|\|`,
    String.raw`https?:\/\/[^\s<>]*[\w/=&%-]`,
    String.raw`\\([!-/:-@[-\`{-~])`,
    String.raw`\*+`,
    '_+',
    '~+',
    '<',
  ].join('|'),
  'g',
);

/** Returns one line of Markdown in Chat's markup. `bold` is the mark for bold words. */
export function convertInline(line: string, bold: string): string {
  const out: string[] = [];
  const emphasis = createEmphasis(out, { '**': bold, __: bold, '*': '_', '~~': '~' });
  let end = 0;
  for (const match of line.matchAll(tokens)) {
    const [token, label, url, bare, reference, spoiler, escaped] = match;
    out.push(line.slice(end, match.index));
    end = match.index + token.length;
    if (label !== undefined && url !== undefined) out.push(linkTo(url.replace(/^<|>$/g, ''), label));
    else if (bare !== undefined) out.push(bare);
    else if (reference !== undefined) out.push(resolve(reference));
    else if (spoiler !== undefined) out.push(convertInline(spoiler, bold));
    else if (escaped !== undefined || token === '<') out.push(plain(escaped ?? token));
    else if (/^[`h]/.test(token)) out.push(token);
    else emphasis.read(token, line.charAt(match.index - 1), line.charAt(end));
  }
  out.push(line.slice(end));
  return out.join('');
}

/** Returns a reference of Discord as text: a time, an emoji, or a mention by its id. */
function resolve(reference: string): string {
  const [, seconds] = /^t:(-?\d+)/.exec(reference) ?? [];
  if (seconds === undefined) return reference.replace(/^a?(:\w+:)\d+$|[!&]/, '$1');
  const time = new Date(Number(seconds) * 1000);
  return Number.isNaN(time.getTime()) ? seconds : `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
