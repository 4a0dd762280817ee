import { NullRecord } from '../../shared/record.ts';
import type { Entry } from './entry.ts';
import type { Syntax } from './grammar.ts';
import { type Hint, hintFor } from './hints.ts';
import type { CommandTexts } from './texts.ts';
import type { Word } from './words.ts';

/** The words of a line by entry, before validation. */
export interface Assignment {
  /** The input of the schema. Without a prototype: an entry may be called `constructor`. */
  readonly input: Record<string, unknown>;
  /** Positional entries without a word. */
  readonly missing: readonly string[];
  /** A sentence for the chat user about each word that fits nowhere. */
  readonly mistakes: readonly string[];
}

/**
 * Assigns each word to an entry.
 *
 * While positional entries are free, a word that is no option is assigned to the next one. After that a word is a flag if
 * a flag has its name, else an item of the array entry if the schema has one.
 */
export function assignWords(syntax: Syntax, words: readonly Word[], texts: CommandTexts): Assignment {
  const { positionals, named, rest, entries } = syntax;
  const input = new NullRecord<unknown>();
  const items: unknown[] = [];
  const mistakes: string[] = [];
  let position = 0;
  let hint: Hint | undefined;

  const set = (entry: Entry, value: unknown) => {
    if (entry.name in input) mistakes.push(texts.givenTwice(entry.name));
    else input[entry.name] = value;
  };

  let at = 0;
  for (const { text, quoted, option } of words) {
    at++;
    const chosen = option && named.get(option.name);
    const positional = positionals[position];
    const namesake = quoted ? undefined : named.get(text);
    const isInHint = hint?.takesNext;
    hint = undefined;
    if (chosen) set(chosen, convert(chosen, option.value));
    else if (positional) {
      position++;
      set(positional, convert(positional, text));
    } else if (namesake?.role === 'flag') set(namesake, true);
    else if (rest) items.push(convert(rest, text));
    else if (namesake) mistakes.push(texts.needsValue(text));
    else if (!isInHint) {
      // A reply has no room for more hints, and each search takes time.
      hint = quoted || mistakes.length > 20 ? undefined : hintFor(text, words[at], syntax, texts);
      mistakes.push(texts.unknownWord(text) + (hint ? `\n${hint.sentence}` : ''));
    }
  }

  if (rest && items.length > 0) input[rest.name] = items;
  for (const { name, whenAbsent } of entries) {
    if (whenAbsent && !(name in input)) input[name] = whenAbsent.value;
  }
  return { input, missing: positionals.slice(position).map(({ name }) => name), mistakes };
}

/** Converts a word; a word that does not fit stays a text, so that the schema reports what it expected. */
function convert(entry: Entry, text: string): unknown {
  return entry.convert(text) ?? text;
}
