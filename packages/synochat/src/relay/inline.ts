import { plain } from '../index.ts';
import { linkTo } from './address.ts';
import { plainCode } from './code.ts';
import { createEmphasis } from './emphasis.ts';

/**
 * In this order: code; a label in brackets; an address in brackets; a reference of Discord; a spoiler; a bare address; an escaped
 * character; a run of marks; `<`.
 */
const inlineTokens =
  /`[^`]+`|!?\[((?:[^[\]]|\[[^[\]]*\])*)\]|<(https?:\/\/[^\s<>|]+)>|<((?:t:-?\d|@[!&]?\d|#\d|a?:\w+:\d)[^<>\s]*)>|\|\|([^\s|](?:[^|\n]*[^\s|])?)\|\||https?:\/\/[^\s<>]*[\w/=&%-]|\\([!-/:-@[-`{-~])|\*+|_+|~+|</g;

/** The address of a link, after the label. It may have brackets of its own, and a title. */
const target = /\(([^\s()]+(?:\([^\s()]*\)[^\s()]*)?)(?: +"[^"]*")?\)/y;

/** Returns one line of Markdown in Chat's markup. `bold` is the mark for bold words. */
export function convertInline(line: string, bold: string): string {
  const out: string[] = [];
  const emphasis = createEmphasis(out, { '**': bold, __: bold, '*': '_', '~~': '~' });
  let end = 0;
  for (let match = at(inlineTokens, line, end); match; match = at(inlineTokens, line, end)) {
    const [token, label, bare, reference, spoiler, escaped] = match;
    const before = line.charAt(match.index - 1);
    out.push(line.slice(end, match.index));
    end = match.index + token.length;
    if (label !== undefined) {
      const [whole, url = ''] = at(target, line, end) ?? [''];
      // A label without an address may hold marks, and other links.
      if (whole === '') end = match.index + token.indexOf('[') + 1;
      else end += whole.length;
      out.push(whole === '' ? line.slice(match.index, end) : linkTo(url.replace(/^<|>$/g, ''), label));
    } else if (bare !== undefined) out.push(bare);
    else if (reference !== undefined) out.push(discordReference(reference));
    else if (spoiler !== undefined) out.push(convertInline(spoiler, bold));
    else if (escaped !== undefined || token === '<') out.push(plain(escaped ?? token));
    else if (/^[`h]/.test(token)) out.push(plainCode(token));
    else emphasis.read(token, before, line.charAt(end));
  }
  out.push(line.slice(end));
  return out.join('');
}

/** Returns the match at or after the place. */
function at(expression: RegExp, text: string, place: number): RegExpExecArray | null {
  expression.lastIndex = place;
  return expression.exec(text);
}

/** Returns a reference of Discord as text: a time, an emoji, or a mention by its id. */
function discordReference(reference: string): string {
  const [, seconds] = /^t:(-?\d+)/.exec(reference) ?? [];
  if (seconds === undefined) return reference.replace(/^a?(:\w+:)\d+$|[!&]/, '$1');
  const time = new Date(Number(seconds) * 1000);
  return Number.isNaN(time.getTime()) ? seconds : `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
