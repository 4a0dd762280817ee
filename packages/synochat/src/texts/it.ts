import type { CommandTexts } from '../index.ts';

/** Italian. */
export const it: CommandTexts = {
  lang: 'it',
  help: 'aiuto',
  usage: (lines) => `Utilizzo: ${lines}`,
  missing: (name) => `Manca: ${name}`,
  unknownWord: (word) => `Parola sconosciuta: ${word}`,
  unknownSubcommand: (name, word) => `Valore sconosciuto per ${name}: ${word}`,
  didYouMean: (word) => `Intendeva ${word}?`,
  withoutDashes: (example) => `Le opzioni si scrivono nome=valore, senza trattini: ${example}`,
  givenTwice: (name) => `Indicato due volte: ${name}`,
  needsValue: (name) => `${name} richiede un valore: ${name}=…`,
  unclosedQuote: (rest) => `Mancano le virgolette di chiusura: ${rest}`,
};
