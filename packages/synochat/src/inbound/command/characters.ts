/** Plain ASCII is told from space without a pattern, which takes longer. */
export function isSpace(unit: number): boolean {
  return unit === 32 || ((unit < 32 || unit > 126) && /[\s\u0085]/.test(String.fromCharCode(unit)));
}

/** Also the full-width `＝` that input methods for Chinese and Japanese type. */
export function isEquals(unit: number): boolean {
  return unit === 0x3d || unit === 0xff1d;
}

export function isQuote(unit: number): boolean {
  return unit === 0x22 || (unit > 126 && /["“”„‟＂〝〞〟「」『』｢｣«»]/.test(String.fromCharCode(unit)));
}

/** Neither space nor an equals sign nor a quote: the name of an option or a flag has no other characters. */
export function isOfName(unit: number): boolean {
  return !isSpace(unit) && !isEquals(unit) && !isQuote(unit);
}
