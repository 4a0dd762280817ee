import { readStreamText } from './stream.ts';
import { within } from './timer.ts';

/** The limits of a body: bytes, and milliseconds. */
export interface BodyLimits {
  readonly maxBytes: number;
  readonly timeout: number;
}

/** Makes the error for a body that is refused. A parameter, because a subpath must not bundle a second class of errors. */
export type RefuseBody = (
  code: 'body_used' | 'body_too_large' | 'body_timeout' | 'body_invalid',
  message: string,
) => Error;

/**
 * Returns the request's body as text, at most `maxBytes` bytes and within `timeout` milliseconds.
 *
 * A body whose declared length fits is read in one call, which costs half of what a stream does. The servers of all four
 * runtimes hold a client to the declared length, and a hand-made request is measured after it was read. Any other body is
 * counted while it arrives.
 *
 * Throws what `refuse` makes, and a `RangeError` for an invalid limit.
 */
export async function readBodyText(
  req: Request,
  { maxBytes, timeout }: BodyLimits,
  refuse: RefuseBody,
): Promise<string> {
  if (!(maxBytes >= 0) || !(timeout >= 0)) throw new RangeError('maxBytes and timeout must be 0 or more');
  if (req.bodyUsed) throw alreadyRead(refuse);
  const refuseLength = () => refuse('body_too_large', `The body is larger than ${maxBytes} bytes`);
  const declared = req.headers.get('content-length') ?? '';
  const isDeclared = /^\d+$/.test(declared);
  if (isDeclared && Number(declared) > maxBytes) throw refuseLength();
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  try {
    reader = isDeclared ? undefined : req.body?.getReader();
    const reading = isDeclared ? readWhole(req) : readStreamText(reader, maxBytes, refuseLength);
    const text = await within(timeout, reading, () =>
      refuse('body_timeout', `The body did not arrive within ${timeout} ms`),
    );
    // A UTF-16 unit has one to three bytes, so only a text near the limit has to be encoded.
    if (text.length * 3 > maxBytes && new TextEncoder().encode(text).length > maxBytes) throw refuseLength();
    return text;
  } catch (error) {
    // Not awaited: if a client stalls, the stream may never close.
    reader?.cancel().catch(() => undefined);
    // By name: the error may also be of an earlier reader, and of the other copy of the class.
    if (error instanceof Error && error.name === 'RequestError') throw error;
    throw isLockedByOther(req) ? alreadyRead(refuse) : refuse('body_invalid', 'The client broke off in mid-body');
  }
}

/** Returns whether another reader holds the body: it is locked although nothing was read. */
function isLockedByOther({ body, bodyUsed }: Request): boolean {
  return !bodyUsed && body?.locked === true;
}

function alreadyRead(refuse: RefuseBody): Error {
  return refuse('body_used', 'The body was read before: parse first, or pass a clone of the request to the parser');
}

let isWorkerd: boolean | undefined;

function readWhole(req: Request): Promise<string> {
  // On workerd, `text()` of a form writes a warning into the log, and `text()` of a body without a type does not. Node 20 has no navigator.
  isWorkerd ??= 'navigator' in globalThis && navigator.userAgent === 'Cloudflare-Workers';
  return (isWorkerd ? new Response(req.body) : req).text();
}
