import { Bare } from '../../shared/record.ts';
import type { Entry } from './entry.ts';
import type { Syntax } from './grammar.ts';
import { type Hint, hintFor } from './hints.ts';
import type { CommandTexts } from './texts.ts';
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
export function assignWords(syntax: Syntax, words: readonly Word[], texts: CommandTexts): Assigned {
  const { positionals, named, rest, entries } = syntax;
  const input = new Bare<unknown>();
  const further: unknown[] = [];
  const mistakes: string[] = [];
  let taken = 0;
  let hint: Hint | undefined;

  const set = (entry: Entry, value: unknown) => {
    if (entry.name in input) mistakes.push(texts.givenTwice(entry.name));
    else input[entry.name] = value;
  };

  let at = 0;
  for (const { text, quoted, option } of words) {
    at++;
    const chosen = option && named.get(option.name);
    const place = positionals[taken];
    const namesake = quoted ? undefined : named.get(text);
    const isTold = hint?.takesNext;
    hint = undefined;
    if (chosen) set(chosen, convert(chosen, option.value));
    else if (place) {
      taken++;
      set(place, convert(place, text));
    } else if (namesake?.role === 'flag') set(namesake, true);
    else if (rest) further.push(convert(rest, text));
    else if (namesake) mistakes.push(texts.needsValue(text));
    else if (!isTold) {
      // A reply has no room for more of them, and to look for one takes time.
      hint = quoted || mistakes.length > 20 ? undefined : hintFor(text, words[at], syntax, texts);
      mistakes.push(texts.unknownWord(text) + (hint ? `\n${hint.sentence}` : ''));
    }
  }

  if (rest && further.length > 0) input[rest.name] = further;
  for (const { name, absent } of entries) {
    if (absent && !(name in input)) input[name] = absent.value;
  }
  return { input, missing: positionals.slice(taken).map(({ name }) => name), mistakes };
}

/** What does not fit is passed on as text, so that the schema says what it expected. */
function convert(entry: Entry, text: string): unknown {
  return entry.convert(text) ?? text;
}
