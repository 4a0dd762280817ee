import type { CommandTexts } from '../index.ts';

/** Spanish. */
export const es: CommandTexts = {
  lang: 'es',
  help: 'ayuda',
  usage: (lines) => `Uso: ${lines}`,
  missing: (name) => `Falta: ${name}`,
  unknownWord: (word) => `Palabra desconocida: ${word}`,
  unknownSubcommand: (name, word) => `Valor desconocido para ${name}: ${word}`,
  didYouMean: (word) => `¿Quiso decir ${word}?`,
  withoutDashes: (example) => `Las opciones se escriben nombre=valor, sin guiones: ${example}`,
  givenTwice: (name) => `Indicado dos veces: ${name}`,
  needsValue: (name) => `${name} necesita un valor: ${name}=…`,
  unclosedQuote: (rest) => `Faltan las comillas de cierre: ${rest}`,
};
