import { assertOptions } from '../shared/assert.ts';
import { RequestError } from '../shared/errors.ts';
import { type BodyOptions, readBody } from './body.ts';
import { type Fields, type Form, refuseField, type Scanned } from './fields.ts';
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
  assertOptions(options);
  // Asked by key: `{ token: undefined }` means that a token was wanted and is missing.
  if ('token' in options) assertTokenSource(options.token);
  reader.check?.(options);
  const envelope = openBody(await readBody(req, options), reader);
  if (options.token !== undefined && !(await accepts(options.token, envelope.token))) throw tokenWrong();
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

/**
 * Reads the event. Throws a `RequestError` `event_unexpected` if the fields are those of another kind, and names the
 * parser that they look like if a field is missing.
 */
export async function readEvent<Event, Options>(
  { token, body }: Envelope,
  { parser, read }: EventReader<Event, Options>,
  options: Options,
): Promise<Event> {
  const form = body.open();
  if (form.repeated !== undefined) refuseField('field_invalid', form.repeated);
  const kind = kindOf(form.fields);
  const other = kind === parser ? undefined : kind;
  const hint = `the fields look like those for ${other ?? ''}`;
  // A command that a user typed to a bot looks like a message of the bot where the server leaves the channel out.
  if (other && parser !== 'parseSlash' && hasChannel(form.fields)) throw unexpected(hint);
  if (other && parser === 'parseSlash' && !isCommand(form.fields)) throw unexpected(hint);
  try {
    return await read(form, token, options);
  } catch (error) {
    if (!other || !(error instanceof RequestError) || error.code !== 'field_missing') throw error;
    throw new RequestError('field_missing', `${error.message}; ${hint}`, `${error.reply}; ${hint}`);
  }
}

function unexpected(hint: string): RequestError {
  return new RequestError('event_unexpected', `Another kind of event: ${hint}`, `event unexpected: ${hint}`);
}

/**
 * Returns the parser for the fields, or undefined if they may be of several kinds. Sources: captures of each kind. A
 * bot's events have no channel; an outgoing webhook names a trigger word; the text of a slash command holds the command.
 */
function kindOf(fields: Fields): Parser | undefined {
  const hasPost = 'post_id' in fields;
  if (fields['trigger_word']) return 'parseOutgoing';
  if (!hasChannel(fields)) return isCommand(fields) && !hasPost ? 'parseSlash' : 'parseBot';
  if (isCommand(fields)) return 'parseSlash';
  return hasPost ? 'parseOutgoing' : undefined;
}

function hasChannel(fields: Fields): boolean {
  return 'channel_id' in fields || 'channel_name' in fields;
}

function isCommand({ text = '' }: Fields): boolean {
  return /^[/\uFF0F]/.test(text);
}
