import type { Exchange } from '../api.ts';
import { shellWord } from './snippets.ts';

/** Returns the parameters of a request, with the members of JSON objects. */
export function decodedFields({ url, request }: Pick<Exchange, 'url' | 'request'>): [name: string, value: string][] {
  const query = URL.canParse(url) ? [...new URL(url).searchParams] : [];
  const object = parseJson(request.body);
  const body = object ? fieldsOf(object, '') : [...new URLSearchParams(request.body)];
  return [...query, ...body].flatMap(([name, value]): [string, string][] => {
    const nested = name === 'payload' ? parseJson(value) : undefined;
    return nested ? fieldsOf(nested, 'payload.') : [[name, value]];
  });
}

/** Returns JSON with line breaks, and any other text unchanged. */
export function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

/** Returns the request as a curl command that reads the token from `$TOKEN`. */
export function asCurl({ method, url, request }: Pick<Exchange, 'method' | 'url' | 'request'>): string {
  const type = Object.entries(request.headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  const words = [
    // Without -g, curl would read brackets and braces in the address as a list of addresses.
    method === 'HEAD' ? 'curl -g --head' : `curl -g -X ${method}`,
    withToken(url),
    ...(type === undefined ? [] : [`-H ${withToken(`Content-Type: ${type}`)}`]),
    ...(request.body === '' ? [] : [`--data-raw ${withToken(request.body)}`]),
  ];
  return words.join(' \\\n  ');
}

export function hasFailed({ note, response }: Pick<Exchange, 'note' | 'response'>): boolean {
  return !response || response.status >= 400 || /^(?:\d{3}|failure|fault)\b/.test(note);
}

function withToken(text: string): string {
  return text.split('***').map(shellWord).join('"$TOKEN"');
}

function fieldsOf(object: object, prefix: string): [string, string][] {
  return Object.entries(object).map(([name, value]: [string, unknown]) => [
    prefix + name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
}

function parseJson(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
