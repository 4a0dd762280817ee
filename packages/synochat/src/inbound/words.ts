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
  // Each looks at its own word only: a line of many glued quotes is read in one pass too.
  const next = /[^\s\u0085]/gu;
  const nameAt = /[^\s\u0085="“”„‟]+(?==)/uy;
  const wordAt = /[^\s\u0085]+/uy;
  for (let match = next.exec(line); match; match = next.exec(line)) {
    const start = match.index;
    nameAt.lastIndex = wordAt.lastIndex = start;
    const name = nameAt.exec(line)?.[0];
    const option = name !== undefined && isOption(name) ? name : undefined;
    const valueAt = option === undefined ? start : start + option.length + 1;
    const quoted = readQuoted(line, valueAt);
    if (quoted?.end === -1) return { words, unclosed: line.slice(start) };
    const end = quoted?.end ?? start + (wordAt.exec(line)?.[0].length ?? 1);
    const value = quoted?.value ?? line.slice(valueAt, end);
    if (option === undefined) words.push({ text: value, quoted: quoted !== undefined });
    else words.push({ text: line.slice(start, end), quoted: false, option: { name: option, value } });
    next.lastIndex = end;
  }
  return { words, unclosed: undefined };
}

/** The value of the quote that opens at `start`; undefined when none does; `end` is −1 when it is never closed. */
function readQuoted(line: string, start: number): { value: string; end: number } | undefined {
  const opener = line.charAt(start);
  const closers = opener === '"' ? '"' : /[“”„‟]/.test(opener) ? '“”„‟' : undefined;
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
