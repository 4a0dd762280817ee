import { readBodyText } from '../shared/body.ts';
import { RequestError } from '../shared/errors.ts';

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
 * Returns the request's body as text, at most `maxBytes` bytes and within `timeout` milliseconds. A multipart body is not read.
 *
 * Throws a `RequestError`: `body_used`, `body_too_large`, `body_timeout`, or `body_invalid` if the client breaks off or
 * the body is multipart. Throws a `RangeError` for an invalid limit.
 */
export function readRequestBody(
  req: Request,
  { maxBytes = defaults.maxBytes, timeout = defaults.timeout }: BodyOptions,
): Promise<string> {
  assertPost(req);
  // Refused unread: Chat sends no multipart body, and a parser would hold its files in memory.
  if (!req.bodyUsed && /^\s*multipart\//i.test(req.headers.get('content-type') ?? ''))
    throw new RequestError('body_invalid', 'The body is multipart: neither a form nor a JSON object');
  return readBodyText(req, { maxBytes, timeout }, (code, message) => new RequestError(code, message));
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
