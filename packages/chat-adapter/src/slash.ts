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
 * Returns the slash command of a request that has one of the tokens; undefined for any other request, which stays
 * unread. The line is no grammar: quotes and the word `help` are for the handler.
 *
 * Throws a `RequestError` if a field is missing or invalid.
 */
export async function readSlash(req: Request, tokens: readonly string[]): Promise<SlashLine | undefined> {
  if (tokens.length === 0 || req.method !== 'POST') return undefined;
  const form = new URLSearchParams(await peek(req));
  const [token = '', ...others] = form.getAll('token');
  if (others.length > 0 || !verifyToken(token, tokens)) return undefined;
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

/** Returns the start of the body, and leaves the body to the next reader. A large and a slow body is an empty text. */
async function peek(req: Request): Promise<string> {
  const reader = req.clone().body?.getReader();
  if (!reader) return '';
  let isWhole = true;
  const timer = setTimeout(() => {
    isWhole = false;
    reader.cancel().catch(() => undefined);
  }, timeout);
  try {
    const decoder = new TextDecoder();
    let [text, size] = ['', 0];
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      size += piece.value.byteLength;
      if (size > maxBytes) {
        reader.cancel().catch(() => undefined);
        return '';
      }
      text += decoder.decode(piece.value, { stream: true });
    }
    return isWhole ? text : '';
  } catch {
    // The client broke off: the next reader says so.
    return '';
  } finally {
    clearTimeout(timer);
  }
}
