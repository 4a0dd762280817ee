/**
 * Returns the number of a word. Returns undefined for a word that is no number, and for a decimal value that a JavaScript
 * number cannot represent: an id that is off by one would close another ticket.
 *
 * Accepts the full-width characters of input methods too. `-0` is 0, because no user means anything else.
 */
export function toNumber(word: string): number | undefined {
  // Most numbers are plain digits, and the search for other notations takes as long as the conversion.
  if (/^\d{1,15}$/.test(word)) return Number(word);
  const typed = word.replace(/[＋－．０-９ｅＥ−]/g, toAscii);
  if (!/^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(typed)) return undefined;
  // The sum turns -0 into 0.
  const number = Number(typed) + 0;
  return significant(typed) === significant(String(number)) ? number : undefined;
}

function toAscii(character: string): string {
  // Some Japanese keyboards type the mathematical minus sign for a hyphen.
  return character === '−' ? '-' : String.fromCharCode(character.charCodeAt(0) - 0xfee0);
}

/** Returns the digits of a decimal number without sign, point, exponent, and zeros at the ends. */
function significant(decimal: string): string {
  // Not `0+$` alone, which looks for the end from each zero of a long run.
  return decimal.replace(/e.*|\D/gi, '').replace(/^0+|(?<!0)0+$/g, '');
}
