/**
 * The sentences that chat users read if a line does not fit the schema, in one language.
 *
 * `synochat/texts` has several sets. Change a set by spreading it, `{ ...de, help: 'hilf' }`: a set written from
 * scratch may stop compiling with a minor version that adds a sentence. In a reply each sentence is a line.
 */
export interface CommandTexts {
  /** Passed to valibot as `lang`, so the messages of `@valibot/i18n` are in the same language. */
  readonly lang: string;
  /** The word that requests help. `help` requests help in every language. */
  readonly help: string;
  /** Introduces the usage; `lines` holds one line, or one for each subcommand. */
  readonly usage: (lines: string) => string;
  /** A required entry has no word; `name` is the name of the entry. */
  readonly missing: (name: string) => string;
  /** A word fits nowhere. */
  readonly unknownWord: (word: string) => string;
  /** The first word is no subcommand; `name` is the key of the variant. */
  readonly unknownSubcommand: (name: string, word: string) => string;
  /** Follows an unknown word; `word` is the correction, such as `count=4`. */
  readonly didYouMean: (word: string) => string;
  /** Follows an unknown word with dashes at the start; `example` is an option, such as `count=4`. */
  readonly withoutDashes: (example: string) => string;
  /** An entry has two values; `name` is the name of the entry. */
  readonly givenTwice: (name: string) => string;
  /** The name of an option has no value. */
  readonly needsValue: (name: string) => string;
  /** A quote is never closed; `rest` is the line from the quote on. */
  readonly unclosedQuote: (rest: string) => string;
}

/** English: the built-in texts. */
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

/** Throws a `TypeError` unless the value is a set of texts or undefined. */
export function assertTexts(texts: unknown): asserts texts is CommandTexts | undefined {
  if (texts !== undefined && typeof (Object(texts) as Partial<CommandTexts>).missing !== 'function')
    throw new TypeError('texts must be a set of texts, such as `de` of synochat/texts');
}
