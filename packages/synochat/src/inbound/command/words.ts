import { isEquals, isOfName, isSpace } from './characters.ts';
import { readQuoted } from './quotes.ts';

/** One word of a command line. */
export interface Word {
  /** The word as typed, without the quotes around a whole word. */
  text: string;
  /** A quoted word is a value, never a flag, an option or a call for help. */
  quoted: boolean;
  /** For `name=value`: the name, and the value without its quotes. */
  option?: { name: string; value: string } | undefined;
}

/**
 * The words of a line, and where the quote that is never closed begins: what follows it is no word.
 *
 * Any Unicode white space separates. Quotes hold a value together at the start of a word, or right after the `=` of an
 * option that `isOption` knows; anywhere else, and `'` everywhere (`don't`), they are characters. Input methods for
 * Chinese and Japanese type the full-width `＝`, which is an equals sign after such a name only.
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
    const name = isEquals(line.charCodeAt(nameEnd)) ? line.slice(at, nameEnd) : '';
    const option = name !== '' && isOption(name) ? name : undefined;
    const valueAt = option === undefined ? at : nameEnd + 1;
    const quoted = readQuoted(line, valueAt);
    if (quoted?.end === -1) return { words, unclosed: line.slice(at) };
    let end = quoted?.end ?? nameEnd;
    if (!quoted?.isWhole) while (end < line.length && !isSpace(line.charCodeAt(end))) end++;
    const value = quoted?.isWhole ? quoted.value : line.slice(valueAt, end);
    if (option === undefined) words.push({ text: value, quoted: quoted?.isWhole === true });
    else words.push({ text: line.slice(at, end), quoted: false, option: { name: option, value } });
    at = end;
  }
  return { words, unclosed: undefined };
}
