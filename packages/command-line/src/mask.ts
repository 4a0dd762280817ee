/** `token=` and the value, quoted or encoded in any way in which a URL is pasted. */
const parameter =
  /(token(?:%22|\\*["'])?(?:=|%3d|%253d))(?:\\*"[^"]*"?|'[^']*'?|&(?:quot|#34|#x22);[^\s&]*|[^\s&"'<>#]+)/gi;
/** `"token":"…"`. The programs write blanks in place of a real token. */
const member = /(token(?:%22|\\*["'])\s*(?::|%3a)\s*(?:%22|\\*["']))[a-z0-9]{16,}/gi;
/** The shape of every token of Chat in captures. In a URL a token may follow an encoded quote. */
const bareToken = /(?<=%22|^|[^a-z0-9])[a-z0-9]{64}(?![a-z0-9])/gi;
const longWord = /[a-z0-9]{64,}/gi;
/** A certificate in PEM, whose lines have 64 characters each. */
const certificate = /(-----BEGIN CERTIFICATE-----\n(?:[a-z0-9+/=]{1,76}\n)+-----END CERTIFICATE-----)/i;
const hash = /^[\da-f]+$/i;

/** Returns a message of the program without tokens. Every word of 64 letters and digits is treated as a token. */
export function maskMessage(text: string): string {
  return maskResult(text).replace(longWord, '…');
}

/**
 * Returns a result, which may be the text of a user, without tokens. A hash of 64 hexadecimal digits stays: a token has
 * 62 different characters, so a token of hexadecimal digits is practically impossible.
 */
export function maskResult(text: string): string {
  return text
    .replace(parameter, '$1…')
    .replace(member, '$1…')
    .split(certificate)
    .map((part, n) => (n % 2 === 1 ? part : part.replace(bareToken, (word) => (hash.test(word) ? word : '…'))))
    .join('');
}

/** Returns a JSON value with `mask` applied to every string, names of members included. */
export function maskValue(value: unknown, mask: (text: string) => string): unknown {
  if (typeof value === 'string') return mask(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => maskValue(each, mask));
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [mask(name), maskValue(each, mask)]));
}
