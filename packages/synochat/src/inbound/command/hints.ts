import { isQuote } from './characters.ts';
import type { Entry } from './entry.ts';
import type { Syntax } from './grammar.ts';
import { nearest } from './nearest.ts';
import { toNumber } from './number.ts';
import { asTyped } from './quotes.ts';
import type { CommandTexts } from './texts.ts';
import type { Word } from './words.ts';

/** Help for a user whose word fits nowhere. */
export interface Hint {
  readonly sentence: string;
  /** Whether it also speaks of the next word: `4` in `-count 4`. */
  readonly takesNext: boolean;
}

/** Also the long dashes that phones make of two hyphens. */
const dashes = /^[-‐‑‒–—―−－]+/;

/** Undefined if nothing that can be typed by name is near. */
export function hintFor(
  text: string,
  next: Word | undefined,
  { named }: Syntax,
  texts: CommandTexts,
): Hint | undefined {
  const bare = text.replace(dashes, '');
  const [name, value] = parts(bare);
  const near = named.get(nearest(name, [...named.keys()]) ?? '');
  if (bare === text) return near && { sentence: texts.didYouMean(example(near, value)), takesNext: false };
  const [first] = named.values();
  if (bare === '' || toNumber(bare) !== undefined || !first) return undefined;
  const takesNext = near?.role === 'option' && value === '' && isValue(next, named);
  const meant = near ? example(near, takesNext ? next.text : value) : example(first, '');
  return { sentence: texts.withoutDashes(meant), takesNext };
}

/** Neither an option nor a flag, also with dashes; a number may begin with one. */
function isValue(word: Word | undefined, named: Syntax['named']): word is Word {
  if (!word || word.option) return false;
  return word.quoted || !(named.has(word.text) || (dashes.test(word.text) && toNumber(word.text) === undefined));
}

/** The name, and what stands behind the equals sign. */
function parts(text: string): [name: string, value: string] {
  const [name = ''] = /^[^=＝]*/.exec(text) ?? [];
  const value = text.slice(name.length + 1);
  // A quote holds nothing together behind a name that is no option's: such a value was cut at its first space.
  return [name, isQuote(value.charCodeAt(0)) ? '' : value];
}

/** As it is typed; a long value is not repeated. */
function example({ name, role }: Entry, value: string): string {
  if (value === '') return role === 'flag' ? name : `${name}=…`;
  return `${name}=${value.length > 40 ? '…' : asTyped(value)}`;
}
