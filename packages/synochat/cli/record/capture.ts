import { readEvent } from '../event.ts';
import type { Flags } from '../flags.ts';

/** A request as it arrived. */
export interface RawRequest {
  readonly method: string;
  readonly target: string;
  /** Names and values in order. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

/** A recorded request in the form of `vectors.json`. */
export interface Capture {
  readonly id: string;
  readonly group: string;
  readonly title: string;
  readonly direction: 'NAS→app';
  readonly raw: string;
  /** The event that the library reads from the request, or the reason to refuse the request. */
  readonly expect: object;
  readonly source: string;
  readonly certainty: 'L';
}

/** Headers whose values name neither hosts nor people. The length is counted again. */
const keptHeaders = new Set([
  'content-type',
  'content-length',
  'user-agent',
  'accept',
  'accept-encoding',
  'accept-language',
  'connection',
  'host',
]);

/** Returns the head of a request with its kept headers, in order and as spelled. */
export function rawHead({ method, headers }: RawRequest, path: string, length: number): string {
  const values: Readonly<Record<string, string>> = { host: 'app.example', 'content-length': String(length) };
  const allowed = headers.filter(([name]) => keptHeaders.has(name.toLowerCase()));
  const hasLength = allowed.some(([name]) => name.toLowerCase() === 'content-length');
  const all = hasLength || length === 0 ? allowed : [...allowed, ['Content-Length', ''] as const];
  const lines = all.map(([name, value]) => `${name}: ${values[name.toLowerCase()] ?? value}`);
  return [`${method} ${path} HTTP/1.1`, ...lines, '', ''].join('\r\n');
}

export function contentTypeOf({ headers }: RawRequest): string {
  return headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
}

/** Returns the body as text. Throws a `TypeError` if the body is no UTF-8. */
export function bodyText({ body }: Pick<RawRequest, 'body'>): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
}

/** Reads an event from raw text, as the library reads an event from the network. Rejects with a `RequestError`. */
export function parseRaw(raw: string, kind: Flags['kind']): ReturnType<typeof readEvent> {
  const at = raw.indexOf('\r\n\r\n');
  const [start = '', ...lines] = raw.slice(0, at).split('\r\n');
  const [method = ''] = start.split(' ');
  const headers = lines
    .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()] as [string, string])
    .filter(([name]) => name.toLowerCase() === 'content-type');
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return readEvent(
    () => new Request('http://app.example/', { method, headers, ...(hasBody ? { body: raw.slice(at + 4) } : {}) }),
    kind,
    undefined,
  );
}
