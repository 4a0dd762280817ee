import { RequestError } from '../shared/errors.ts';
import { type BodyOptions, readBody } from './body.ts';
import { type Fields, type Form, refuse, type Scanned } from './fields.ts';
import { readOnly, scan } from './scan.ts';
import { accepts, assertTokenSource, type TokenSource } from './token.ts';

/** A body whose token was read, and nothing else of it. */
export interface Envelope {
  readonly token: string;
  readonly body: Scanned;
}

/** How one kind of event is read. */
export interface EventReader<Event, Options> {
  /** The parser of this kind. */
  readonly parser: Parser;
  /** Takes a body out of another one, as the press of a button comes. */
  readonly unwrap?: ((body: Scanned) => Scanned) | undefined;
  /** Throws a `TypeError` for invalid options. */
  readonly check?: (options: Options) => void;
  readonly read: (form: Form, token: string, options: Options) => Event | Promise<Event>;
}

type Parser = 'parseOutgoing' | 'parseSlash' | 'parseBot';

/** Reads an event after its token was accepted, if the options have one. */
export async function receive<Event, Options extends BodyOptions & { readonly token?: TokenSource | undefined }>(
  req: Request,
  options: Options,
  reader: EventReader<Event, Options>,
): Promise<Event> {
  if (typeof options !== 'object' || (options as unknown) === null)
    throw new TypeError('The options must be an object, such as { token }');
  // Asked by key: `{ token: undefined }` means that a token was wanted and is missing.
  if ('token' in options) assertTokenSource(options.token);
  reader.check?.(options);
  const envelope = openBody(await readBody(req, options), reader);
  const accepted = options.token === undefined || accepts(options.token, envelope.token);
  if (!(accepted === true || (await accepted))) throw tokenWrong();
  return readEvent(envelope, reader, options);
}

/** Finds the fields of a body, and reads the token alone. Throws a `RequestError`. */
export function openBody(text: string, { unwrap }: Pick<EventReader<unknown, unknown>, 'unwrap'> = {}): Envelope {
  const scanned = scan(text);
  const body = unwrap ? unwrap(scanned) : scanned;
  // Chat's tokens have 64 characters. A long one is not decoded, as nobody is let in by it.
  const token = readOnly(body, 'token', 4096);
  if (token) return { token, body };
  const hint = body.names.includes('payload') ? '; it looks like the press of a button, which parseBot reads' : '';
  throw new RequestError('token_missing', `The request has no token${hint}`);
}

export function tokenWrong(): RequestError {
  return new RequestError('token_wrong', 'The token is not an accepted one');
}

/** Reads the event. If a field is missing, the error tells which parser the fields look like. */
export function readEvent<Event, Options>(
  { token, body }: Envelope,
  { parser, read }: EventReader<Event, Options>,
  options: Options,
): Event | Promise<Event> {
  const form = body.open();
  if (form.repeated !== undefined) refuse('field_invalid', form.repeated);
  try {
    return read(form, token, options);
  } catch (error) {
    const other = parserFor(form.fields);
    if (!(error instanceof RequestError) || error.code !== 'field_missing' || other === parser) throw error;
    const hint = `; the fields look like those for ${other}`;
    throw new RequestError('field_missing', error.message + hint, error.reply + hint);
  }
}

/** Sources: captures of each kind. A bot's events have no channel; a slash command has a post id in some versions only. */
function parserFor(fields: Fields): Parser {
  const { text = '', post_id: postId } = fields;
  const hasChannel = 'channel_id' in fields || 'channel_name' in fields;
  if ('trigger_word' in fields) return 'parseOutgoing';
  if (text.startsWith('/') && (hasChannel || postId === undefined)) return 'parseSlash';
  return hasChannel ? 'parseOutgoing' : 'parseBot';
}
