import fc from 'fast-check';
import type { Command } from './commands.ts';
import type { TypedEntry } from './entries.ts';

/** A way to type: which blanks, which quotes, also where none are needed, and what comes where. */
export interface Hand {
  /** As often as the line needs them, from the beginning again. */
  readonly blanks: readonly string[];
  readonly quotes: readonly (readonly [open: string, close: string] | undefined)[];
  readonly equals: readonly string[];
  readonly places: readonly number[];
}

const straight = ['"', '＂'];
const curly = ['“', '”', '„', '‟', '〝', '〞', '〟'];
const doubles = [...straight, ...curly];
const brackets = ['「」', '『』', '｢｣', '«»', '»«', '»»'].map((pair) => [pair.charAt(0), pair.charAt(1)] as const);

export const hand: fc.Arbitrary<Hand> = fc.record({
  blanks: some(fc.constantFrom(' ', '  ', '\t', '\n', '\u0085', '\u00a0', '\u2009', '\u3000', '\ufeff', ' \u2028')),
  quotes: some(
    fc.oneof(
      fc.constant(undefined),
      fc.tuple(fc.constantFrom(...doubles), fc.constantFrom(...doubles)),
      fc.constantFrom(...brackets),
    ),
  ),
  equals: some(fc.constantFrom('=', '＝')),
  places: some(fc.nat(9)),
});

/**
 * The line that a user types to say it, with quotes around what would mean something else without them. The positional
 * words come in the order of the schema, options anywhere between them, bare flags behind them.
 */
export function typeLine(name: string, { choice, entries, named }: Command, by: Hand): string {
  const [blank, quotes, place, equals] = [turns(by.blanks), turns(by.quotes), turns(by.places), turns(by.equals)];
  // Names that are whole numbers come first in every object, in whatever order they were written.
  const inOrder = Object.values(Object.fromEntries(entries.map((entry) => [entry.name, entry])));
  const words = (role: TypedEntry['role']) =>
    inOrder.flatMap((entry) => (entry.role === role ? entry.words : [])).map(String);
  const isOption = (word: string) =>
    [...named].some((each) => /^[=＝]/.test(word.slice(each.length)) && word.startsWith(each));
  const isHelp = (word: string) => word.toLowerCase() === 'help';
  const isFlag = (word: string) => entries.some((entry) => entry.role === 'flag' && entry.name === word);

  const before = choice === undefined ? [] : [choice];
  const places = [...before, ...words('positional')];
  const isFree = (at: number) => at >= before.length;
  const line = places.map((word, at) =>
    write(word, quotes(), word === '' || isOption(word) || (isFree(at) && isHelp(word))),
  );
  const meansMore = (word: string) => word === '' || isOption(word) || isFlag(word) || isHelp(word);
  line.push(...words('rest').map((word) => write(word, quotes(), meansMore(word))));
  const insert = (word: string, earliest: number) =>
    line.splice(earliest + (place() % (line.length - earliest + 1)), 0, word);
  const byName = inOrder.flatMap((entry) =>
    entry.role === 'option' || entry.role === 'flag' ? entry.words.map((word) => ({ name: entry.name, word })) : [],
  );
  for (const each of byName) if (each.word === true) insert(each.name, places.length);
  for (const { name: option, word } of byName) {
    if (word !== true) insert(option + equals() + write(word, quotes()), before.length);
  }
  return [`/${name}`, ...line].map((word) => word + blank()).join('');
}

function write(word: string, quotes: Hand['quotes'][number], meansMore = false): string {
  const needed = meansMore || /[\p{White_Space}\ufeff]|^["“”„‟＂〝〞〟「『｢«»]/u.test(word);
  if (!needed && !quotes) return word;
  const [open, close] = quotes && fits(word, quotes) ? quotes : ['"', '"'];
  if (!doubles.includes(open)) return open + word + close;
  // Backslashes before a quote are two for one, also before the last.
  return open + word.replace(/(\\*)(["“”„‟＂〝〞〟])/g, '$1$1\\$2').replace(/\\+$/, '$&$&') + close;
}

/** Brackets have no escapes, and the blanks inside guillemets do not belong to the word. */
function fits(word: string, [open, close]: readonly [string, string]): boolean {
  if (doubles.includes(open)) return true;
  const isTrimmed = !/^[\p{White_Space}\ufeff]|[\p{White_Space}\ufeff]$|^$/u.test(word);
  return !/[「」『』｢｣«»]/.test(word) && (isTrimmed || !/[«»]/.test(open + close));
}

/** One after the other, from the beginning again. */
function turns<T>(all: readonly T[]): () => T {
  let n = 0;
  return () => all[n++ % all.length] as T;
}

function some<T>(each: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.array(each, { minLength: 1, maxLength: 5 });
}
