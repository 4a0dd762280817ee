import { RequestError } from '../shared/errors.ts';
import { readBody } from './body.ts';
import { type Fields, type Form, refuse, type Scanned } from './fields.ts';
import { readOnly, scan } from './scan.ts';
import { accepts, assertTokenSource, type TokenSource } from './token.ts';

/** How much of a request is read. */
export interface BodyOptions {
  /** Bytes of body at most. Default: 65536. */
  readonly maxBytes?: number | undefined;
  /** Milliseconds for the body to arrive. Default: 5000. */
  readonly timeout?: number | undefined;
}

export const defaults = { maxBytes: 65_536, timeout: 5_000 } as const;

/** A request whose token was read, and nothing else of it. */
export interface Envelope {
  readonly token: string;
  /** Decodes all fields. Throws a `RequestError` `body_invalid` or `field_invalid`. */
  readonly open: () => Form;
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
  const envelope = await readEnvelope(req, options, reader.unwrap);
  const accepted = options.token === undefined || accepts(options.token, envelope.token);
  if (!(accepted === true || (await accepted))) throw tokenWrong();
  return readEvent(envelope, reader, options);
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

/** Reads the body, and the token alone. Throws a `RequestError`, and a `RangeError` for an invalid bound. */
export async function readEnvelope(
  req: Request,
  { maxBytes = defaults.maxBytes, timeout = defaults.timeout }: BodyOptions,
  unwrap = (body: Scanned) => body,
): Promise<Envelope> {
  if (!(maxBytes >= 0) || !(timeout >= 0)) throw new RangeError('maxBytes and timeout must be 0 or more');
  assertPost(req);
  const body = unwrap(scan(await readBody(req, maxBytes, timeout)));
  // Chat's tokens have 64 characters. A long one is not decoded, as nobody is let in by it.
  const token = readOnly(body, 'token', 4096);
  if (!token) {
    const hint = body.names.includes('payload') ? '; it looks like the press of a button, which parseBot reads' : '';
    throw new RequestError('token_missing', `The request has no token${hint}`);
  }
  return {
    token,
    open: () => {
      const form = body.open();
      if (form.repeated !== undefined) refuse('field_invalid', form.repeated);
      return form;
    },
  };
}

export function tokenWrong(): RequestError {
  return new RequestError('token_wrong', 'The token is not an accepted one');
}

/** Reads the event. If a field is missing, the error tells which parser the fields look like. */
export function readEvent<Event, Options>(
  { token, open }: Envelope,
  { parser, read }: EventReader<Event, Options>,
  options: Options,
): Event | Promise<Event> {
  const form = open();
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
