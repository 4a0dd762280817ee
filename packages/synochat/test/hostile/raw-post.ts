import vectors from '../vectors.json' with { type: 'json' };

export const token = vectors.tokens.OUT;

/** A message as Chat would send it. */
export const good = `token=${token}&channel_id=34&channel_name=Labb&user_id=4&username=mikael&post_id=1&timestamp=2&text=Ping`;

const form = 'application/x-www-form-urlencoded';
export const json = 'application/json';
export const goodJson = JSON.stringify(Object.fromEntries(new URLSearchParams(good)));

export const head = (headers: readonly string[], path = '/hook', method = 'POST') =>
  `${[`${method} ${path} HTTP/1.1`, 'Host: app.example', ...headers].join('\r\n')}\r\n\r\n`;
export const typed = (length: number, type = form) => [`Content-Type: ${type}`, `Content-Length: ${length}`];
export const chunk = (bytes: string) => `${bytes.length.toString(16)}\r\n${bytes}\r\n`;
export const chunked = [`Content-Type: ${form}`, 'Transfer-Encoding: chunked'];

/** A whole request. */
export function post(body: string | Uint8Array, type = form, path = '/hook'): (string | Uint8Array)[] {
  const bytes = Buffer.from(body);
  return [head(typed(bytes.length, type), path), bytes];
}

/** The same where 4 MB are allowed. */
export const postLarge = (body: string, type = form) => post(body, type, '/large');
