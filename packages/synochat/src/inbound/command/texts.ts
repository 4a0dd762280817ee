/**
 * The sentences that chat users read when a line does not fit, in one language.
 *
 * `synochat/texts` has several sets. Change one by spreading it, `{ ...de, help: 'hilf' }`: a set from nothing may stop
 * compiling with a minor version that adds a sentence. In a reply each sentence is a line of its own.
 */
export interface CommandTexts {
  /** Handed to valibot as its `lang`: the messages of `@valibot/i18n` then come in the same language. */
  readonly lang: string;
  /** The word that asks for help. `help` does too, in every language. */
  readonly help: string;
  /** Introduces the usage; `lines` is one line, or a line for each subcommand. */
  readonly usage: (lines: string) => string;
  /** A required entry has no word; `name` is the entry's. */
  readonly missing: (name: string) => string;
  /** A word fits nowhere. */
  readonly unknownWord: (word: string) => string;
  /** The first word is no subcommand; `name` is the key of the variant. */
  readonly unknownSubcommand: (name: string, word: string) => string;
  /** Follows an unknown word; `word` is what to type, as `count=4`. */
  readonly didYouMean: (word: string) => string;
  /** Follows an unknown word that begins with dashes; `example` is an option as it is typed, `count=4`. */
  readonly withoutDashes: (example: string) => string;
  /** An entry has two values; `name` is the entry's. */
  readonly givenTwice: (name: string) => string;
  /** An option's name stands alone. */
  readonly needsValue: (name: string) => string;
  /** A quote is never closed; `rest` is the line from there on. */
  readonly unclosedQuote: (rest: string) => string;
}

/** English: the texts that are built in. */
export const en: CommandTexts = {
  lang: 'en',
  help: 'help',
  usage: (lines) => `Usage: ${lines}`,
  missing: (name) => `Missing: ${name}`,
  unknownWord: (word) => `Unknown word: ${word}`,
  unknownSubcommand: (name, word) => `Unknown ${name}: ${word}`,
  didYouMean: (word) => `Did you mean ${word}?`,
  withoutDashes: (example) => `Options are written name=value, without dashes: ${example}`,
  givenTwice: (name) => `Given twice: ${name}`,
  needsValue: (name) => `${name} needs a value: ${name}=…`,
  unclosedQuote: (rest) => `Missing closing quote: ${rest}`,
};

/** Throws a `TypeError` for a value that is no set of texts. */
export function assertTexts(texts: unknown): asserts texts is CommandTexts | undefined {
  if (texts !== undefined && typeof (Object(texts) as Partial<CommandTexts>).missing !== 'function')
    throw new TypeError('texts must be a set of texts, such as `de` of synochat/texts');
}
