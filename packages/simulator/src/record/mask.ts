/** Replaces every token by asterisks. */
export interface Mask {
  text(text: string): string;
  headers(headers: Readonly<Record<string, string>>): Record<string, string>;
}

const HIDDEN = '***';
const SECRET_HEADERS = new Set(['authorization', 'proxy-authorization', 'cookie']);

/**
 * Hides the tokens of this server wherever they stand, and whatever else is called a token: what a client sends by
 * mistake may well be the token of a real server.
 */
export function createMask(tokens: () => readonly string[]): Mask {
  function text(visible: string): string {
    const known = tokens().reduce((rest, token) => rest.replaceAll(token, HIDDEN), visible);
    return known.replace(FORM_TOKEN, `$1${HIDDEN}`).replace(JSON_TOKEN, `$1${HIDDEN}`);
  }
  return {
    text,
    headers: (headers) =>
      Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [
          name,
          SECRET_HEADERS.has(name.toLowerCase()) ? HIDDEN : text(value),
        ]),
      ),
  };
}

// token=…, with or without quotes.
const FORM_TOKEN = /(\btoken=)[^&\s#]+/giu;
// "token":"…", as it is or percent-encoded.
const JSON_TOKEN = /(token(?:"|%22)(?:\s|%20|\+)*(?::|%3A)(?:\s|%20|\+)*(?:"|%22))(?:(?!%22)[^"&\s])+/giu;
