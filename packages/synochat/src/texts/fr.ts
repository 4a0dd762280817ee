import type { CommandTexts } from '../index.ts';

/** French. */
export const fr: CommandTexts = {
  lang: 'fr',
  help: 'aide',
  usage: (lines) => `Utilisation : ${lines}`,
  missing: (name) => `Il manque : ${name}`,
  unknownWord: (word) => `Mot inconnu : ${word}`,
  unknownSubcommand: (name, word) => `Valeur inconnue pour ${name} : ${word}`,
  didYouMean: (word) => `Vouliez-vous dire ${word} ?`,
  withoutDashes: (example) => `Les options s’écrivent nom=valeur, sans tirets : ${example}`,
  givenTwice: (name) => `Indiqué deux fois : ${name}`,
  needsValue: (name) => `${name} attend une valeur : ${name}=…`,
  unclosedQuote: (rest) => `Il manque le guillemet fermant : ${rest}`,
};
