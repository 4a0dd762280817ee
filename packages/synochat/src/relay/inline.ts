import { plain } from '../index.ts';
import { isWeb, linkTo } from './address.ts';
import { convertCode } from './code.ts';
import type { Dialect } from './dialect.ts';
import { createEmphasis } from './emphasis.ts';
import { showReference, withoutEntities } from './references.ts';

/**
 * In this order: code; a link with its label and its address, which may have brackets of their own; a reference; a bare address;
 * an entity; an escaped character; a run of marks; `<`.
 */
const inlineTokens =
  /``(?:[^`]|`(?!`))+``|`[^`]+`|!?\[((?:[^[\]]|\[[^[\]]*\])*)\]\( *(?:<([^<>]*)>|([^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*))(?: +(?:"[^"]*"|'[^']*'))? *\)|<((?:[@#!]|https?:|mailto:|t:-?\d|a?:\w+:\d)[^<>]*)>|https?:\/\/(?:(?!&[lg]t;)[^\s<>])*[\w/=%-]|&#?\w+;|\\([!-/:-@[-`{-~]|$)|\*+|_+|~+|\|\||</g;

/** Chat's marks for those of Markdown. Slack's are Chat's, and tools write Markdown's bold too. */
const chatMarks = { '**': '*', __: '*', '*': '_', '~~': '~', '||': '' };
const marksOfSlack = { '**': '*' };

/** In a line that is bold as a whole, bold words need no marks. */
export const marksInHeading = { ...chatMarks, '**': '', __: '' };

/** Chat would show the marks of a label. */
const marksInLabel = { '**': '', __: '', '*': '', _: '', '~~': '', '||': '' };

/** Returns a line in Chat's markup. */
export function convertInline(line: string, from: Dialect, marks?: Readonly<Record<string, string>>): string {
  const isSlack = from === 'mrkdwn';
  const out: string[] = [];
  const emphasize = createEmphasis(out, marks ?? (isSlack ? marksOfSlack : chatMarks));
  let end = 0;
  for (let match = tokenFrom(line, 0); match; match = tokenFrom(line, end)) {
    const [token, label, quoted, url = quoted ?? '', reference, escaped] = match;
    const { index } = match;
    out.push(line.slice(end, index));
    end = index + token.length;
    if (token.startsWith('`')) out.push(convertCode(token.replace(/^``([^`]+)``$/, '`$1`'), from));
    else if (label !== undefined && (isWeb(url) || !isSlack))
      out.push(linkTo(withoutEntities(url), convertInline(label, from, marksInLabel)));
    else if (reference !== undefined) out.push(showReference(reference, from));
    else if (escaped !== undefined && !isSlack) out.push(plain(escaped));
    else if (/^[*_~|]/.test(token))
      emphasize(isSlack && token === '***' ? '**' : token, line.charAt(index - 1), line.charAt(end));
    else out.push(plain(withoutEntities(token)));
  }
  out.push(line.slice(end));
  return out.join('');
}

/** Returns the first token at or after the place. `matchAll` would copy the expression for each line. */
function tokenFrom(line: string, place: number): RegExpExecArray | null {
  inlineTokens.lastIndex = place;
  return inlineTokens.exec(line);
}
