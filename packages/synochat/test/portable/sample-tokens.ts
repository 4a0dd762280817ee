/** The samples of `test/vectors.json` and of the tests, which all hold these characters, and any text of the shape of Chat's tokens. */
const sample = /\w{3}a0Bb1Cc2Dd3\w*/g;
// The lines of a certificate have 64 characters too: each follows its first line or another one.
const shape =
  /(?<![\w+/=-])(?<!(?:-----|[\w+/]{20})\r?\n *)(?=[a-z\d]*[A-Z])(?=[A-Z\d]*[a-z])(?=[A-Za-z]*\d)[A-Za-z\d]{64}(?![\w+/=-])/g;

/** Returns the sample tokens in a text. */
export function sampleTokensIn(text: string): string[] {
  return text.match(sample) ?? [];
}

/** Returns what has the shape of a token in a text: samples, and the tokens that a simulator gives. */
export function tokensIn(text: string): string[] {
  return [...sampleTokensIn(text), ...(text.match(shape) ?? [])];
}
