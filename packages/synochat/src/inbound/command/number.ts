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
  return decimal(typed) === decimal(String(number)) ? number : undefined;
}

function toAscii(character: string): string {
  // Some Japanese keyboards type the mathematical minus sign for a hyphen.
  return character === '−' ? '-' : String.fromCharCode(character.charCodeAt(0) - 0xfee0);
}

/** Returns a decimal number in a canonical spelling: its significant digits, and the power of ten of the last digit. */
function decimal(text: string): string {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const digits = (whole + fraction).replace(/^[+-]/, '');
  let start = 0;
  while (digits.charAt(start) === '0') start++;
  let end = digits.length;
  while (end > start && digits.charAt(end - 1) === '0') end--;
  if (start === end) return '0';
  const power = Number(exponent) - fraction.length + digits.length - end;
  return `${text.startsWith('-') ? '-' : ''}${digits.slice(start, end)}e${power}`;
}
