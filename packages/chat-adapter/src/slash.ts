import { RequestError, verifyToken } from 'synochat';

/** A slash command as the user typed it. */
export interface SlashLine {
  /** With the slash: `/ask`. */
  readonly command: string;
  /** The text after the command. */
  readonly text: string;
  readonly user: { readonly id: number; readonly name: string };
  /** Every field by the name on the wire, except the token. */
  readonly raw: Readonly<Record<string, string>>;
}

const maxBytes = 65_536;
const timeout = 5000;

/**
 * Returns the slash command of a request that has one of the tokens. For any other request returns the request again, as
 * its body was read. The line is no grammar: quotes and the word `help` are for the handler.
 *
 * Throws a `RequestError` if the body is too large or too slow, or if a field is missing or invalid.
 */
export async function readSlash(req: Request, tokens: readonly string[]): Promise<SlashLine | Request> {
  if (tokens.length === 0 || req.method !== 'POST' || !req.body) return req;
  const body = await readBytes(req.body);
  const form = new URLSearchParams(new TextDecoder().decode(body));
  const [token = '', ...others] = form.getAll('token');
  if (others.length > 0 || !verifyToken(token, tokens))
    return new Request(req.url, { method: req.method, headers: req.headers, body });
  form.delete('token');
  const raw = Object.fromEntries(form);
  const line = (raw['text'] ?? '').trim();
  const [name] = /^[/／]\S+/.exec(line) ?? [];
  const id = raw['user_id'] ?? '';
  if (name === undefined)
    throw new RequestError('field_invalid', 'The text of a slash command begins with the command');
  if (!/^\d{1,15}$/.test(id)) throw new RequestError('field_invalid', 'user_id must be digits');
  return {
    command: `/${name.slice(1)}`,
    text: line.slice(name.length).trim(),
    user: { id: Number(id), name: raw['username'] ?? '' },
    raw,
  };
}

/** Returns the bytes, within the limits that synochat has too. */
async function readBytes(body: ReadableStream<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader();
  const time = { isOver: false };
  const timer = setTimeout(() => {
    time.isOver = true;
    reader.cancel().catch(() => undefined);
  }, timeout);
  const bytes = new Uint8Array(maxBytes);
  let size = 0;
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      if (size + piece.value.byteLength > maxBytes) {
        reader.cancel().catch(() => undefined);
        throw new RequestError('body_too_large', `The body has more than ${maxBytes} bytes`);
      }
      bytes.set(piece.value, size);
      size += piece.value.byteLength;
    }
  } catch (error) {
    if (error instanceof RequestError) throw error;
    throw new RequestError('body_invalid', 'The client broke off');
  } finally {
    clearTimeout(timer);
  }
  if (time.isOver) throw new RequestError('body_timeout', `The body took longer than ${timeout} ms`);
  return bytes.slice(0, size);
}
