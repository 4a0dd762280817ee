/** `token=` and its value, quoted or encoded in any of the ways in which a URL is pasted. */
const assigned =
  /(token(?:%22|\\*["'])?(?:=|%3d|%253d))(?:\\*"[^"]*"?|'[^']*'?|&(?:quot|#34|#x22);[^\s&]*|[^\s&"'<>#]+)/gi;
/** `"token":"…"`; what this program says in that place has blanks. */
const member = /(token(?:%22|\\*["'])\s*(?::|%3a)\s*(?:%22|\\*["']))[a-z0-9]{16,}/gi;
/** The shape of every token of Chat that was seen; in a URL it may follow an encoded quote. */
const alone = /(?<=%22|^|[^a-z0-9])[a-z0-9]{64}(?![a-z0-9])/gi;
const long = /[a-z0-9]{64,}/gi;
/** Its lines have 64 signs each. */
const certificate = /(-----BEGIN CERTIFICATE-----\n(?:[a-z0-9+/=]{1,76}\n)+-----END CERTIFICATE-----)/i;
const hex = /^[\da-f]+$/i;

/** Hides tokens in what this program says of its own, where no text of 64 letters and digits is worth showing. */
export function masked(text: string): string {
  return maskedResult(text).replace(long, '…');
}

/**
 * Hides tokens in a result, which may be what people wrote. A hash of 64 hexadecimal digits stays: a token is made of 62
 * signs and practically never looks like that.
 */
export function maskedResult(text: string): string {
  return text
    .replace(assigned, '$1…')
    .replace(member, '$1…')
    .split(certificate)
    .map((part, n) => (n % 2 === 1 ? part : part.replace(alone, (run) => (hex.test(run) ? run : '…'))))
    .join('');
}

/** The same for every string in a value, names of members included. The value is as JSON has it. */
export function maskedValue(value: unknown, mask: (text: string) => string): unknown {
  if (typeof value === 'string') return mask(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => maskedValue(each, mask));
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [mask(name), maskedValue(each, mask)]));
}
