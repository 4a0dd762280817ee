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
  return !response || response.status >= 400 || /^(?:\d{3}|failure|fault|the (?:answer|file) was dropped)\b/.test(note);
}

const maxSummary = 80;

/** Returns the channel and the first words of the message in a request. Empty for a request without a message. */
export function summaryOf(exchange: Pick<Exchange, 'url' | 'request'>): string {
  const fields = new Map(decodedFields(exchange));
  const channel = fields.get('channel_name') ?? '';
  const text = fields.get('text') ?? fields.get('payload.text') ?? pressedButton(fields.get('payload.actions') ?? '');
  const words = Array.from(text.trim().replace(/\s+/g, ' '));
  const beginning = words.length > maxSummary ? `${words.slice(0, maxSummary).join('')}…` : words.join('');
  return [channel && `#${channel}`, beginning && `“${beginning}”`].filter(Boolean).join(' ');
}

function pressedButton(actions: string): string {
  try {
    const [action] = JSON.parse(actions) as [{ readonly text?: unknown }?];
    return typeof action?.text === 'string' ? action.text : '';
  } catch {
    return '';
  }
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
