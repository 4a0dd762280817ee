import { verifyToken } from 'synochat';

/** Creates a function that compares each token with the expected token or the previous token, without showing a token. */
export function createTokenDescriber(expected: string | undefined): (token: string) => string {
  let previous: string | undefined;
  return (token) => {
    const before = previous;
    previous = token;
    if (expected !== undefined) return verifyToken(token, expected) ? 'the expected one' : 'NOT the expected one';
    if (before === undefined) return `hidden (${token.length} characters)`;
    return verifyToken(token, before) ? 'hidden, the same as before' : 'hidden, another one than before';
  };
}
