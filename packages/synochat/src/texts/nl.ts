import type { CommandTexts } from '../index.ts';

/** Dutch. */
export const nl: CommandTexts = {
  lang: 'nl',
  help: 'hulp',
  usage: (lines) => `Gebruik: ${lines}`,
  missing: (name) => `Ontbreekt: ${name}`,
  unknownWord: (word) => `Onbekend woord: ${word}`,
  unknownSubcommand: (name, word) => `Onbekende waarde voor ${name}: ${word}`,
  didYouMean: (word) => `Bedoelde u ${word}?`,
  withoutDashes: (example) => `Opties schrijft u als naam=waarde, zonder streepjes: ${example}`,
  givenTwice: (name) => `Twee keer opgegeven: ${name}`,
  needsValue: (name) => `${name} heeft een waarde nodig: ${name}=…`,
  unclosedQuote: (rest) => `Het afsluitende aanhalingsteken ontbreekt: ${rest}`,
};
