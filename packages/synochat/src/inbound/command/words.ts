/** One word of a command line. */
export interface Word {
  /** What was typed, without the quotes around a whole word. */
  text: string;
  /** A quoted word is a value, never a flag or an option. */
  quoted: boolean;
  /** For `name=value`: the name, and the value without its quotes. */
  option?: { name: string; value: string } | undefined;
}

/**
 * The words of a line, and where the quote that is never closed begins: what follows it is no word.
 *
 * Any Unicode white space separates. Straight and curly double quotes hold a value together, at the start of a word
 * or right after the `=` of an option that `isOption` knows; anywhere else, and `'` everywhere (`don't`), they are
 * characters. A curly quote closes with any curly one: phones and languages pair them differently. Inside, `\"` is a
 * quote, and only backslashes before a quote are special (two are one), so that `"C:\dir"` needs no care.
 */
export function splitWords(
  line: string,
  isOption: (name: string) => boolean,
): { words: Word[]; unclosed: string | undefined } {
  const words: Word[] = [];
  for (let at = 0; at < line.length; ) {
    if (isSpace(line.charCodeAt(at))) {
      at++;
      continue;
    }
    // It ends before a quote: a line of many glued ones is read in one pass too.
    let nameEnd = at;
    while (nameEnd < line.length && isOfName(line.charCodeAt(nameEnd))) nameEnd++;
    const name = line.charAt(nameEnd) === '=' ? line.slice(at, nameEnd) : '';
    const option = name !== '' && isOption(name) ? name : undefined;
    const valueAt = option === undefined ? at : nameEnd + 1;
    const quoted = readQuoted(line, valueAt);
    if (quoted?.end === -1) return { words, unclosed: line.slice(at) };
    let end = quoted?.end ?? nameEnd;
    if (!quoted) while (end < line.length && !isSpace(line.charCodeAt(end))) end++;
    const value = quoted?.value ?? line.slice(valueAt, end);
    if (option === undefined) words.push({ text: value, quoted: quoted !== undefined });
    else words.push({ text: line.slice(at, end), quoted: false, option: { name: option, value } });
    at = end;
  }
  return { words, unclosed: undefined };
}

/** Plain ASCII is told from space without a pattern, which takes longer. */
function isSpace(unit: number): boolean {
  return unit === 32 || ((unit < 32 || unit > 126) && /[\s\u0085]/.test(String.fromCharCode(unit)));
}

/** Neither space nor `=` nor a quote. */
function isOfName(unit: number): boolean {
  return unit !== 0x3d && unit !== 0x22 && !isSpace(unit) && !(unit > 126 && isCurly(unit));
}

function isCurly(unit: number): boolean {
  return /[“”„‟]/.test(String.fromCharCode(unit));
}

/** The value of the quote that opens at `start`; undefined when none does; `end` is −1 when it is never closed. */
function readQuoted(line: string, start: number): { value: string; end: number } | undefined {
  const opener = line.charCodeAt(start);
  const closers = opener === 0x22 ? '"' : opener > 126 && isCurly(opener) ? '“”„‟' : undefined;
  if (closers === undefined) return undefined;
  let value = '';
  for (let at = start + 1; at < line.length; at++) {
    const character = line.charAt(at);
    if (closers.includes(character)) return { value, end: at + 1 };
    if (character !== '\\') {
      value += character;
      continue;
    }
    let run = at;
    while (line.charAt(run) === '\\') run++;
    const backslashes = run - at;
    const beforeQuote = closers.includes(line.charAt(run)) && run < line.length;
    value += '\\'.repeat(beforeQuote ? backslashes >> 1 : backslashes);
    at = run - 1;
    if (beforeQuote && backslashes % 2 === 1) {
      value += line.charAt(run);
      at = run;
    }
  }
  return { value, end: -1 };
}
