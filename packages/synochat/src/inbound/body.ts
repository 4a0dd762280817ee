import { RequestError } from '../shared/errors.ts';
import { readStreamText } from '../shared/stream.ts';
import { within } from '../shared/timer.ts';

/** The limits of a request's body. */
export interface BodyOptions {
  /** The largest body in bytes. Default: 65536. */
  maxBytes?: number | undefined;
  /** Milliseconds in which the body must arrive. Default: 5000. */
  timeout?: number | undefined;
}

/** The limits of a body by default. */
export const defaults = { maxBytes: 65_536, timeout: 5_000 } as const;

/**
 * Returns the request's body as text, at most `maxBytes` bytes and within `timeout` milliseconds.
 *
 * A body whose declared length fits is read in one call, which costs half of what a stream does. The servers of all four
 * runtimes hold a client to the declared length, and a hand-made request is measured after it was read. Any other body is
 * counted while it arrives. A multipart body is not read.
 *
 * Throws a `RequestError`: `body_used`, `body_too_large`, `body_timeout`, or `body_invalid` if the client breaks off or
 * the body is multipart. Throws a `RangeError` for an invalid limit.
 */
export async function readRequestBody(
  req: Request,
  { maxBytes = defaults.maxBytes, timeout = defaults.timeout }: BodyOptions,
): Promise<string> {
  if (!(maxBytes >= 0) || !(timeout >= 0)) throw new RangeError('maxBytes and timeout must be 0 or more');
  assertPost(req);
  if (req.bodyUsed) throw alreadyRead();
  // Refused unread: Chat sends no multipart body, and a parser would hold its files in memory.
  if (/^\s*multipart\//i.test(req.headers.get('content-type') ?? ''))
    throw new RequestError('body_invalid', 'The body is multipart: neither a form nor a JSON object');
  const createTooLarge = () => new RequestError('body_too_large', `The body is larger than ${maxBytes} bytes`);
  const declared = req.headers.get('content-length') ?? '';
  const isDeclared = /^\d+$/.test(declared);
  if (isDeclared && Number(declared) > maxBytes) throw createTooLarge();
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  try {
    reader = isDeclared ? undefined : req.body?.getReader();
    const reading = isDeclared ? readWhole(req) : readStreamText(reader, maxBytes, createTooLarge);
    const text = await within(
      timeout,
      reading,
      () => new RequestError('body_timeout', `The body did not arrive within ${timeout} ms`),
    );
    // A UTF-16 unit has one to three bytes, so only a text near the limit has to be encoded.
    if (text.length * 3 > maxBytes && new TextEncoder().encode(text).length > maxBytes) throw createTooLarge();
    return text;
  } catch (error) {
    // Not awaited: if a client stalls, the stream may never close.
    reader?.cancel().catch(() => undefined);
    if (error instanceof RequestError) throw error;
    throw isLockedByOther(req) ? alreadyRead() : new RequestError('body_invalid', 'The client broke off in mid-body');
  }
}

/** Throws a `RequestError` unless the request is a POST, and a `TypeError` unless it is a `Request` of the Fetch API. */
export function assertPost(req: Request): void {
  const { method, headers } = Object(req) as Partial<Request>;
  if (typeof headers?.get !== 'function')
    throw new TypeError(
      'The request must be a Request of the Fetch API: for Express and similar servers, see the guide for Node',
    );
  if (method !== 'POST')
    throw new RequestError(
      /^(GET|HEAD)$/.test(String(method)) ? 'probe' : 'method_not_allowed',
      `${String(method)} is not POST`,
    );
}

/** Returns whether another reader holds the body: it is locked although nothing was read. */
function isLockedByOther({ body, bodyUsed }: Request): boolean {
  return !bodyUsed && body?.locked === true;
}

function alreadyRead(): RequestError {
  return new RequestError(
    'body_used',
    'The body was read before: parse first, or pass a clone of the request to the parser',
  );
}

let isWorkerd: boolean | undefined;

function readWhole(req: Request): Promise<string> {
  // On workerd, `text()` of a form writes a warning into the log, and `text()` of a body without a type does not. Node 20 has no navigator.
  isWorkerd ??= 'navigator' in globalThis && navigator.userAgent === 'Cloudflare-Workers';
  return (isWorkerd ? new Response(req.body) : req).text();
}
