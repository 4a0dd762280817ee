/** Returns whether the UTF-16 unit is white space. ASCII needs no pattern, which takes longer. */
export function isSpace(unit: number): boolean {
  return unit === 32 || ((unit < 32 || unit > 126) && /[\s\u0085]/.test(String.fromCharCode(unit)));
}

/** Returns whether the unit is `=`, or the full-width `＝` that input methods for Chinese and Japanese type. */
export function isEquals(unit: number): boolean {
  return unit === 0x3d || unit === 0xff1d;
}

/** Returns whether the unit is a quotation mark of any script. */
export function isQuote(unit: number): boolean {
  return unit === 0x22 || (unit > 126 && /["“”„‟＂〝〞〟「」『』｢｣«»]/.test(String.fromCharCode(unit)));
}

/** Returns whether the unit may stand in the name of an option or flag: it is neither space nor equals sign nor quote. */
export function isNameUnit(unit: number): boolean {
  return !isSpace(unit) && !isEquals(unit) && !isQuote(unit);
}
