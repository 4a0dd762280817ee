/** Replaces every token by asterisks. */
export interface Mask {
  text(text: string): string;
  headers(headers: Readonly<Record<string, string>>): Record<string, string>;
}

const asterisks = '***';
const secretHeaders = new Set(['authorization', 'proxy-authorization', 'cookie']);

/**
 * Hides the server's tokens anywhere in a text, and every value named token: a client may send the token of a real
 * server by mistake.
 */
export function createMask(tokens: () => readonly string[]): Mask {
  function text(visible: string): string {
    const withoutTokens = tokens().reduce((rest, token) => rest.replaceAll(token, asterisks), visible);
    return withoutTokens.replace(formToken, `$1${asterisks}`).replace(jsonToken, `$1${asterisks}`);
  }
  return {
    text,
    headers: (headers) =>
      Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [
          name,
          secretHeaders.has(name.toLowerCase()) ? asterisks : text(value),
        ]),
      ),
  };
}

// token=…, with or without quotes.
const formToken = /(\btoken=)[^&\s#]+/gi;
// "token":"…", raw or percent-encoded.
const jsonToken = /(token(?:"|%22)(?:\s|%20|\+)*(?::|%3A)(?:\s|%20|\+)*(?:"|%22))(?:(?!%22)[^"&\s])+/gi;
