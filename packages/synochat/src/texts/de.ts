import type { CommandTexts } from '../index.ts';

/** German. */
export const de: CommandTexts = {
  lang: 'de',
  help: 'hilfe',
  usage: (lines) => `Verwendung: ${lines}`,
  missing: (name) => `Es fehlt: ${name}`,
  unknownWord: (word) => `Unbekanntes Wort: ${word}`,
  unknownSubcommand: (name, word) => `Unbekannter Wert für ${name}: ${word}`,
  didYouMean: (word) => `Meinten Sie ${word}?`,
  withoutDashes: (example) => `Optionen schreibt man als Name=Wert, ohne Striche davor: ${example}`,
  givenTwice: (name) => `Doppelt angegeben: ${name}`,
  needsValue: (name) => `${name} braucht einen Wert: ${name}=…`,
  unclosedQuote: (rest) => `Das schließende Anführungszeichen fehlt: ${rest}`,
};
