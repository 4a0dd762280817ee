import { RequestError } from 'synochat';

/** The limits of synochat. */
const maxBytes = 65_536;
const timeout = 5000;

/** Returns the bytes of a body. Throws a `RequestError` if the body is too large, too slow or broken off. */
export async function readBytes(body: ReadableStream<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader();
  const time = { isOver: false };
  const stop = () => void reader.cancel().catch(() => undefined);
  const timer = setTimeout(() => {
    time.isOver = true;
    stop();
  }, timeout);
  const bytes = new Uint8Array(maxBytes);
  let size = 0;
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      if (size + piece.value.byteLength > maxBytes) {
        stop();
        throw new RequestError('body_too_large', 'The body is too large');
      }
      bytes.set(piece.value, size);
      size += piece.value.byteLength;
    }
  } catch (error) {
    throw error instanceof RequestError ? error : new RequestError('body_invalid', 'The client broke off');
  } finally {
    clearTimeout(timer);
  }
  if (time.isOver) throw new RequestError('body_timeout', 'The body is too slow');
  return bytes.slice(0, size);
}
