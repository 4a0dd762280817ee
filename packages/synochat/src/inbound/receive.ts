import { assertOptions } from '../shared/assert.ts';
import { RequestError } from '../shared/errors.ts';
import { type BodyOptions, readRequestBody } from './body.ts';
import { type Fields, type Form, refuseField, type Scanned } from './fields.ts';
import { readOnly, scan } from './scan.ts';
import { accepts, assertTokenSource, isStatic, matches, type TokenSource, tokenAtStart } from './token.ts';

/** A body of which only the token was decoded. */
export interface Envelope {
  readonly token: string;
  readonly body: Scanned;
}

/** Reads one kind of event. */
export interface EventReader<Event, Options> {
  /** The public function that reads this kind. */
  readonly parser: Parser;
  /** Returns the inner body of a press, which arrives as a field of another body. */
  readonly unwrap?: ((body: Scanned) => Scanned) | undefined;
  /** Throws a `TypeError` for invalid options. */
  readonly check?: (options: Options) => void;
  readonly read: (form: Form, token: string, options: Options) => Event | Promise<Event>;
}

type Parser = 'parseOutgoing' | 'parseSlash' | 'parseBot';

/** Reads an event of a request. If the options have a token, the token is compared before the event is decoded. */
export async function receive<Event, Options extends BodyOptions & { readonly token?: TokenSource | undefined }>(
  req: Request,
  options: Options,
  reader: EventReader<Event, Options>,
): Promise<Event> {
  assertOptions(options);
  // By key: `{ token: undefined }` means that a token is required and missing.
  if ('token' in options) assertTokenSource(options.token);
  reader.check?.(options);
  const text = await readRequestBody(req, options);
  const { token } = options;
  const first = token !== undefined && isStatic(token) ? compareFirst(text, token) : undefined;
  const envelope = openBody(text, reader);
  if (token !== undefined && envelope.token !== first && !(await accepts(token, envelope.token))) throw tokenWrong;
  return receiveEvent(envelope, reader, options);
}

/**
 * Compares the token with which a form begins, and returns the token. Throws `tokenWrong` before anything else of the form
 * is looked at: a scan costs less than reading its forms. Returns undefined for a body that begins in another way.
 */
export function compareFirst(body: string, accepted: string | readonly string[]): string | undefined {
  const first = tokenAtStart(body);
  if (first !== undefined && !matches(first, accepted)) throw tokenWrong;
  return first;
}

/** Finds the fields of a body, and decodes only the token. Throws a `RequestError`. */
export function openBody(text: string, { unwrap }: Pick<EventReader<unknown, unknown>, 'unwrap'> = {}): Envelope {
  const scanned = scan(text);
  const body = unwrap ? unwrap(scanned) : scanned;
  // Chat's tokens have 64 characters, so a long token is invalid and is not decoded.
  const token = readOnly(body, 'token', 4096);
  if (token) return { token, body };
  const hint = body.names.includes('payload') ? '; it looks like the press of a button, which parseBot reads' : '';
  throw new RequestError('token_missing', `The request has no token${hint}`);
}

/**
 * The error for a token that is not accepted: one for all requests, frozen and without a stack. A scan sends many wrong tokens, and
 * a new error captures its stack, which takes half as long as reading the request.
 */
export const tokenWrong = /* @__PURE__ */ createTokenWrong();

function createTokenWrong(): RequestError {
  const error = new RequestError('token_wrong', 'The token is not an accepted one');
  error.stack = String(error);
  return Object.freeze(error);
}

/**
 * Decodes the event. Throws a `RequestError` `event_unexpected` if the fields are those of another kind. If a field is
 * missing, the error names the parser that fits the fields.
 */
export function receiveEvent<Event, Options>(
  { token, body }: Envelope,
  { parser, read }: EventReader<Event, Options>,
  options: Options,
): Event | Promise<Event> {
  const form = body.open();
  if (form.repeated !== undefined) refuseField('field_invalid', form.repeated);
  const kind = kindOf(form.fields);
  if (kind === undefined || kind === parser) return read(form, token, options);
  const hint = `the fields look like those for ${kind}`;
  // If the server sends no channel, a command that a user typed to a bot looks like a message to the bot.
  const isOther = parser === 'parseSlash' ? !holdsCommand(form.fields) : hasChannel(form.fields);
  if (isOther)
    throw new RequestError('event_unexpected', `Another kind of event: ${hint}`, `event unexpected: ${hint}`);
  return readWithHint(hint, async () => await read(form, token, options));
}

/** Settles like `read`; the error for a missing field tells the hint. */
async function readWithHint<Event>(hint: string, read: () => Promise<Event>): Promise<Event> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof RequestError) || error.code !== 'field_missing') throw error;
    throw new RequestError('field_missing', `${error.message}; ${hint}`, `${error.reply}; ${hint}`);
  }
}

/**
 * Returns the parser that fits the fields, or undefined if several fit. Sources: captures of each kind. Events of a bot
 * have no channel, an outgoing webhook names a trigger word, and the text of a slash command holds the command.
 */
function kindOf(fields: Fields): Parser | undefined {
  const hasPost = 'post_id' in fields;
  if (fields['trigger_word']) return 'parseOutgoing';
  if (!hasChannel(fields)) return holdsCommand(fields) && !hasPost ? 'parseSlash' : 'parseBot';
  if (holdsCommand(fields)) return 'parseSlash';
  return hasPost ? 'parseOutgoing' : undefined;
}

function hasChannel(fields: Fields): boolean {
  return 'channel_id' in fields || 'channel_name' in fields;
}

function holdsCommand({ text = '' }: Fields): boolean {
  return text.startsWith('/') || text.startsWith('\uFF0F');
}
