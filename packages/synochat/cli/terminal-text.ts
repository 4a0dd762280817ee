const escape = '\\u001b';
/** A title, link or picture: an introducer, a body on the same line, and an end. */
const string = `(?:${escape}[\\]PX^_]|[\\u0090\\u0098\\u009d-\\u009f])[^\\u0007\\n\\u001b\\u0080-\\u009f]*(?:\\u0007|${escape}\\\\|\\u009c)`;
const sequence = `(?:${escape}\\[|\\u009b)([0-?]*)[ -/]*([@-~])`;
const short = `${escape}[ -/]*[0-~]?`;
/** The pieces of a line: a control string, a control sequence, a short escape, another control, or text. Source: ECMA-48. */
const pieces = new RegExp(`${string}|${sequence}|${short}|[^\\P{Cc}\\t]|([^\\p{Cc}]|\\t)+`, 'gu');
const control = /[^\P{Cc}\t]/u;

/**
 * Returns the text which a terminal shows for the output of a program: without colours, links and other codes of ECMA-48.
 * Of a progress line, which `\r`, backspaces and codes overwrite, the last state is returned. Lines stay apart.
 */
export function shownByTerminal(output: string): string {
  return output.split('\n').map(shownLine).join('\n');
}

function shownLine(line: string): string {
  if (!control.test(line)) return line;
  const cells: string[] = [];
  let at = 0;
  for (const [piece, parameters = '', final] of line.matchAll(pieces)) {
    const count = Math.max(1, Number.parseInt(parameters, 10) || 1);
    const isWhole = parameters === '2' || (parameters === '1' && at === cells.length);
    if (final === 'K' && isWhole) cells.length = at = 0;
    else if (final === 'K') cells.length = parameters === '1' ? cells.length : at;
    else if (piece === '\r') at = 0;
    else if (piece === '\b') at = Math.max(0, at - 1);
    else if (final === 'D') at = Math.max(0, at - count);
    // A code may name a column far to the right. Add no blanks up to the column.
    else if (final === 'C') at = Math.min(cells.length, at + count);
    else if (final === 'G') at = Math.min(cells.length, count - 1);
    else if (!control.test(piece)) for (const sign of piece) cells[at++] = sign;
  }
  return cells.join('');
}
