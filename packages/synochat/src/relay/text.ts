import { RequestError } from '../index.ts';
import { deadline } from '../shared/timer.ts';
import type { NotificationOptions } from './format.ts';

/**
 * Returns the body as text, in the charset that the Content-Type names if the runtime has it, else in UTF-8. Bytes of another
 * charset become U+FFFD: a notification is never refused for them. Throws a `RequestError` for a body that is used, too large,
 * slow or broken off, and a `RangeError` for an invalid limit.
 */
export async function readBodyInCharset(
  req: Request,
  { maxBytes = 1_048_576, timeout = 5_000 }: NotificationOptions,
): Promise<string> {
  if (!(maxBytes >= 0) || !(timeout >= 0)) throw new RangeError('maxBytes and timeout must be 0 or more');
  const { headers } = req;
  const tooLarge = () => new RequestError('body_too_large', `The body is larger than ${maxBytes} bytes`);
  const used = () =>
    new RequestError('body_used', 'The body was read before: parse first, or pass a clone of the request');
  if (req.bodyUsed) throw used();
  // Unread and untouched: on Node a stream that is broken off closes the connection, and the client would get no answer.
  if (Number(headers.get('content-length')) > maxBytes) throw tooLarge();
  const decoder = decoderOf(headers.get('content-type'));
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  const read = async () => {
    // In one call, which costs half of what a stream does. Servers hold a client to the declared length.
    const whole = headers.has('content-length') ? await req.arrayBuffer() : undefined;
    let bytes = whole?.byteLength ?? 0;
    let text = whole ? decoder.decode(whole) : '';
    reader = whole ? undefined : req.body?.getReader();
    for (;;) {
      if (bytes > maxBytes) throw tooLarge();
      const { value } = (await reader?.read()) ?? {};
      if (!value) return text + decoder.decode();
      bytes += value.byteLength;
      text += decoder.decode(value, { stream: true });
    }
  };
  let stop: (() => void) | undefined;
  const late = new Promise<never>((_, reject) => {
    stop = deadline(timeout, () => {
      reject(new RequestError('body_timeout', `The body did not arrive within ${timeout} ms`));
    });
  });
  try {
    return await Promise.race([read(), late]);
  } catch (error) {
    // Not awaited: if a client stalls, the stream may never close.
    reader?.cancel().catch(() => undefined);
    if (error instanceof RequestError) throw error;
    throw isHeldByOther(req) ? used() : new RequestError('body_invalid', 'The client broke off in mid-body');
  } finally {
    stop?.();
  }
}

/** Returns whether another reader holds the body: it is locked although nothing was read. */
function isHeldByOther({ body, bodyUsed }: Request): boolean {
  return !bodyUsed && body?.locked === true;
}

function decoderOf(type: string | null): TextDecoder {
  const [, charset] = /charset="?([^\s";]+)/i.exec(type ?? '') ?? [];
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder();
  }
}
