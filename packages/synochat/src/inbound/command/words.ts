import { isEquals, isNameUnit, isSpace } from './characters.ts';
import { readQuoted } from './quotes.ts';

/** One word of a command line. */
export interface Word {
  /** The word as the user typed it, without the quotes around a whole word. */
  text: string;
  /** Whether the word was in quotes: then it is a value, never a flag, an option or a request for help. */
  quoted: boolean;
  /** For `name=value`, the name and the value without its quotes. */
  option?: { name: string; value: string } | undefined;
}

/**
 * Splits a line into words. `unclosed` is the rest of the line from a quote that is never closed, or undefined.
 *
 * Any Unicode white space separates words. Quotes enclose a value at the start of a word, or right after the `=` of a name
 * for which `isOption` returns true. Quotes in other places, and `'` everywhere (`don't`), are characters of the word.
 * Input methods for Chinese and Japanese type the full-width `＝`, which is an equals sign only after such a name.
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
    // A name ends before a quote, so that a line of many adjacent quotes is read in one pass too.
    let nameEnd = at;
    while (nameEnd < line.length && isNameUnit(line.charCodeAt(nameEnd))) nameEnd++;
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
