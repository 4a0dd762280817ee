/** Fenced code, up to the end of the text if the fence stays open, or a code span of one line. */
const code = /(```[^]*?(?:```|$)|`[^`\n]+`)/;

/** Returns the text with the one change in code, and the other everywhere else. */
export function convertAround(text: string, prose: (text: string) => string, inCode: (code: string) => string): string {
  return text
    .split(code)
    .map((part, n) => (n % 2 === 0 ? prose(part) : inCode(part)))
    .join('');
}
