import { isQuote } from './characters.ts';
import type { Entry } from './entry.ts';
import type { Syntax } from './grammar.ts';
import { nearest } from './nearest.ts';
import { toNumber } from './number.ts';
import { asTyped } from './quotes.ts';
import type { CommandTexts } from './texts.ts';
import type { Word } from './words.ts';

/** A suggestion for a word that fits nowhere. */
export interface Hint {
  readonly sentence: string;
  /** Whether the suggestion includes the next word, as `4` in `-count 4`. */
  readonly takesNext: boolean;
}

/** Dashes at the start of a word, also the long ones that phones type for two hyphens. */
const dashes = /^[-‐‑‒–—―−－]+/;

/** Returns the suggestion for a word, or undefined if no option and no flag has a similar name. */
export function hintFor(
  text: string,
  next: Word | undefined,
  { named }: Syntax,
  texts: CommandTexts,
): Hint | undefined {
  const undashed = text.replace(dashes, '');
  const [name, value] = splitOption(undashed);
  const near = named.get(nearest(name, [...named.keys()]) ?? '');
  if (undashed === text) return near && { sentence: texts.didYouMean(example(near, value)), takesNext: false };
  const [first] = named.values();
  if (undashed === '' || toNumber(undashed) !== undefined || !first) return undefined;
  const takesNext = near?.role === 'option' && value === '' && isValue(next, named);
  const meant = near ? example(near, takesNext ? next.text : value) : example(first, '');
  return { sentence: texts.withoutDashes(meant), takesNext };
}

/** Returns whether the word is a value: no option and no flag, with or without dashes. A number may begin with a dash. */
function isValue(word: Word | undefined, named: Syntax['named']): word is Word {
  if (!word || word.option) return false;
  return word.quoted || !(named.has(word.text) || (dashes.test(word.text) && toNumber(word.text) === undefined));
}

/** Returns the name, and the value after the equals sign. */
function splitOption(text: string): [name: string, value: string] {
  const [name = ''] = /^[^=＝]*/u.exec(text) ?? [];
  const value = text.slice(name.length + 1);
  // After a name that is no option, a quote encloses nothing, so the value was cut at its first space.
  return [name, isQuote(value.charCodeAt(0)) ? '' : value];
}

/** Returns the option or flag as the user would type it. A long value is not repeated. */
function example({ name, role }: Entry, value: string): string {
  if (value === '') return role === 'flag' ? name : `${name}=…`;
  return `${name}=${value.length > 40 ? '…' : asTyped(value)}`;
}
