import { RequestError } from '../shared/errors.ts';
import { readText } from '../shared/stream.ts';
import { within } from '../shared/timer.ts';

/** How much of a request is read. */
export interface BodyOptions {
  /** Bytes of body at most. Default: 65536. */
  maxBytes?: number | undefined;
  /** Milliseconds for the body to arrive. Default: 5000. */
  timeout?: number | undefined;
}

export const defaults = { maxBytes: 65_536, timeout: 5_000 } as const;

/**
 * The request's body as text, never more than `maxBytes` of it and never later than `timeout` milliseconds.
 *
 * A declared length within the bound is read in one go, which costs half of what a stream does; the servers of all four
 * runtimes hold a client to the length it declared, and a hand-made request is measured again afterwards. Anything
 * else is counted while it arrives. Throws a `RequestError`: `body_used`, `body_too_large`, `body_timeout` or, when
 * the client breaks off or the body is multipart, `body_invalid`; one that is multipart is not read. Throws a
 * `RangeError` for an invalid bound.
 */
export async function readBody(
  req: Request,
  { maxBytes = defaults.maxBytes, timeout = defaults.timeout }: BodyOptions,
): Promise<string> {
  if (!(maxBytes >= 0) || !(timeout >= 0)) throw new RangeError('maxBytes and timeout must be 0 or more');
  assertPost(req);
  if (req.bodyUsed) throw used();
  // Unread: Chat sends none, and whoever reads them holds their files in memory.
  if (/^\s*multipart\//i.test(req.headers.get('content-type') ?? ''))
    throw new RequestError('body_invalid', 'The body is multipart: neither a form nor a JSON object');
  const tooLarge = () => new RequestError('body_too_large', `The body is larger than ${maxBytes} bytes`);
  const declared = req.headers.get('content-length') ?? '';
  const whole = /^\d+$/.test(declared);
  if (whole && Number(declared) > maxBytes) throw tooLarge();
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  try {
    reader = whole ? undefined : req.body?.getReader();
    const reading = whole ? readWhole(req) : readText(reader, maxBytes, tooLarge);
    const text = await within(
      timeout,
      reading,
      () => new RequestError('body_timeout', `The body did not arrive within ${timeout} ms`),
    );
    // Every UTF-16 unit is one to three bytes: only texts near the bound have to be encoded to know.
    if (text.length * 3 > maxBytes && new TextEncoder().encode(text).length > maxBytes) throw tooLarge();
    return text;
  } catch (error) {
    // Not awaited: a client that stalls may never let the stream close.
    reader?.cancel().catch(() => undefined);
    if (error instanceof RequestError) throw error;
    throw readBySomebody(req) ? used() : new RequestError('body_invalid', 'The client broke off in mid-body');
  }
}

/** Throws a `RequestError` unless the request is a POST, and a `TypeError` unless it is one of the Fetch API. */
export function assertPost(req: Request): void {
  const { method, headers } = Object(req) as Partial<Request>;
  if (typeof headers?.get !== 'function')
    throw new TypeError(
      'The request must be a Request of the Fetch API: with Express and the like, see the guide for Node',
    );
  if (method !== 'POST')
    throw new RequestError(
      /^(GET|HEAD)$/.test(String(method)) ? 'probe' : 'method_not_allowed',
      `${String(method)} is not POST`,
    );
}

/** Locked although nothing was read: the lock is not ours. */
function readBySomebody({ body, bodyUsed }: Request): boolean {
  return !bodyUsed && body?.locked === true;
}

function used(): RequestError {
  return new RequestError(
    'body_used',
    'The body was read before: parse first, or hand the parser a clone of the request',
  );
}

let isWorkerd: boolean | undefined;

function readWhole(req: Request): Promise<string> {
  // When it is used on a form workerd writes a warning into the log, but not on a body without a type. Node 20 has no navigator.
  isWorkerd ??= 'navigator' in globalThis && navigator.userAgent === 'Cloudflare-Workers';
  return (isWorkerd ? new Response(req.body) : req).text();
}
