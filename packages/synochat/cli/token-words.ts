import { verifyToken } from 'synochat';

/** Says of each token that comes what can be said of it without showing it. */
export function createTokenWords(expected: string | undefined): (token: string) => string {
  let last: string | undefined;
  return (token) => {
    const before = last;
    last = token;
    if (expected !== undefined) return verifyToken(token, expected) ? 'the expected one' : 'NOT the expected one';
    if (before === undefined) return `hidden (${token.length} characters)`;
    return verifyToken(token, before) ? 'hidden, the same as before' : 'hidden, another one than before';
  };
}
