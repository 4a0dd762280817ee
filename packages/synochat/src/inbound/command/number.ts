/**
 * The number that was typed; undefined for what is none, and for one whose decimal value a number of JavaScript does not
 * hold: an id that comes out one less would close somebody else's ticket.
 *
 * Takes the full-width characters of input methods too. `-0` is 0: nobody who types it means anything else.
 */
export function toNumber(word: string): number | undefined {
  // Most numbers are plain, and to look for others takes as long as to read one.
  if (/^\d{1,15}$/.test(word)) return Number(word);
  const typed = word.replace(/[＋－．０-９ｅＥ−]/g, toAscii);
  if (!/^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(typed)) return undefined;
  // The sum makes 0 of -0.
  const number = Number(typed) + 0;
  return decimal(typed) === decimal(String(number)) ? number : undefined;
}

function toAscii(character: string): string {
  // The sign of mathematics is what some Japanese keyboards type for a hyphen.
  return character === '−' ? '-' : String.fromCharCode(character.charCodeAt(0) - 0xfee0);
}

/** A decimal number in one spelling: its digits from the first to the last that counts, and the power of ten of the last. */
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
