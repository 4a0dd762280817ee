import { Bare } from '../../shared/bare.ts';
import type { Entry } from './entry.ts';
import type { Syntax } from './grammar.ts';
import type { Word } from './words.ts';

/** The words in their places, before validation. */
export interface Assigned {
  /** What the schema validates. Without a prototype: an entry may be called `constructor`. */
  readonly input: Record<string, unknown>;
  /** Positional entries without a word. */
  readonly missing: readonly string[];
  /** What does not fit anywhere, in words for the chat user. */
  readonly mistakes: readonly string[];
}

/**
 * Puts each word in its place.
 *
 * While positional places are free a bare word takes the next one, whatever it looks like. After that it is a flag if
 * it is called like one, else one of the further words if the schema takes any.
 */
export function assignWords({ positionals, named, rest, defaulted }: Syntax, words: readonly Word[]): Assigned {
  const input = new Bare<unknown>();
  const further: unknown[] = [];
  const mistakes: string[] = [];
  let taken = 0;

  const set = (entry: Entry, value: unknown) => {
    if (entry.name in input) mistakes.push(`Given twice: ${entry.name}`);
    else input[entry.name] = value;
  };

  for (const { text, quoted, option } of words) {
    const chosen = option && named.get(option.name);
    const place = positionals[taken];
    const namesake = quoted ? undefined : named.get(text);
    if (chosen) set(chosen, convert(chosen, option.value));
    else if (place) {
      taken++;
      set(place, convert(place, text));
    } else if (namesake?.role === 'flag') set(namesake, true);
    else if (rest) further.push(convert(rest, text));
    else if (namesake) mistakes.push(`${text} needs a value: ${text}=…`);
    else mistakes.push(`Unknown word: ${text}`);
  }

  if (rest && further.length > 0) input[rest.name] = further;
  for (const { name, absent } of defaulted) {
    if (absent && !(name in input)) input[name] = absent.value;
  }
  return { input, missing: positionals.slice(taken).map(({ name }) => name), mistakes };
}

/** What does not fit is passed on as text, so that the schema says what it expected. */
function convert(entry: Entry, text: string): unknown {
  return entry.convert(text) ?? text;
}
