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

/**
 * Returns the slash command in the body of a request, if the body has one of the tokens. The line is no grammar: quotes and
 * the word `help` are for the handler. Throws a `RequestError` if a field is missing or invalid.
 */
export function readSlash(body: Uint8Array, tokens: readonly string[]): SlashLine | undefined {
  const text = new TextDecoder().decode(body);
  const form = new URLSearchParams(membersOf(text) ?? text);
  const [token = '', ...others] = form.getAll('token');
  if (tokens.length === 0 || others.length > 0 || !verifyToken(token, tokens)) return undefined;
  form.delete('token');
  const raw = Object.fromEntries(form);
  const line = (raw['text'] ?? '').trim();
  const [name] = /^[/／]\S+/.exec(line) ?? [];
  const id = raw['user_id'] ?? '';
  if (name === undefined || !/^\d{1,15}$/.test(id))
    throw new RequestError('field_invalid', 'The fields are not those of a slash command');
  return {
    command: `/${name.slice(1)}`,
    text: line.slice(name.length).trim(),
    user: { id: Number(id), name: raw['username'] ?? '' },
    raw,
  };
}

/** Returns the members of a JSON object as fields, which a NAS may send in place of a form; undefined for other bodies. */
function membersOf(body: string): [name: string, value: string][] | undefined {
  if (!/^\s*\{/.test(body)) return undefined;
  try {
    return Object.entries(JSON.parse(body) as object).flatMap(([name, value]: [string, unknown]) =>
      typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [],
    );
  } catch {
    return undefined;
  }
}
