import type * as v from 'valibot';
import { RequestError } from '../shared/errors.ts';
import { readBody } from './body.ts';
import { type BotMessage, type ButtonPress, readBot } from './bot-events.ts';
import { type CommandLine, readCommandLine } from './command.ts';
import { Outgoing, type OutgoingMessage, Slash, type SlashCommand } from './events.ts';
import { type Fields, type Form, refuse, type Scanned, textField } from './fields.ts';
import { readGrammar, type SlashSchema } from './grammar.ts';
import { readOnly, scan } from './scan.ts';
import { accepts, assertTokenSource, type TokenSource } from './token.ts';

/** How a request is let in. */
export interface ParseOptions {
  /**
   * Checked in constant time before any other field is looked at; a list is for rotation. Left out, every token is
   * let through: then check `event.token` with `verifyToken`. One that is missing, empty or miscopied is a `TypeError`.
   */
  readonly token?: TokenSource;
  /** Bytes of body at most. Default: 65536. */
  readonly maxBytes?: number | undefined;
  /** Milliseconds for the body to arrive. Default: 5000. */
  readonly timeout?: number | undefined;
}

/**
 * The chat message that an outgoing webhook passed on.
 *
 * Throws a `RequestError` for everything that is no such message; it knows the response it deserves.
 */
export function parseOutgoing(req: Request, options: ParseOptions = {}): Promise<OutgoingMessage> {
  return receive(req, options, (fields, token) => new Outgoing(fields, token));
}

/**
 * The slash command, its arguments read from the line by the schema and validated with it.
 *
 * Throws a `RequestError`; a mistake of the chat user is `command_invalid`, whose reply lists every problem and the
 * usage line. A schema that no command line can express is a `TypeError`.
 */
export async function parseSlash<const S extends SlashSchema>(
  req: Request,
  schema: S,
  options: ParseOptions = {},
): Promise<SlashCommand<v.InferOutput<S>>> {
  const grammar = readGrammar(schema);
  return await receive(req, options, (fields, token) => {
    const read = readCommandLine(textField(fields, 'text'), grammar);
    const toEvent = ({ command, args }: CommandLine) => new Slash(fields, token, command, args);
    // A promise that is not needed costs as much as reading the line.
    return read instanceof Promise ? read.then(toEvent) : toEvent(read);
  });
}

/**
 * What a user wrote to a bot, or the press of one of its buttons: told apart by `kind`. Answer with `respond`; the
 * answer to a press replaces the post with the buttons (two independent sources).
 *
 * Throws a `RequestError` for everything that is neither.
 */
export function parseBot(req: Request, options: ParseOptions = {}): Promise<BotMessage | ButtonPress> {
  // A press is one field of JSON, with the token inside.
  const unwrap = (body: Scanned) => (body.names.includes('payload') ? scan(readOnly(body, 'payload') ?? '') : body);
  return receive(req, options, readBot, unwrap);
}

/** What `read` makes of the fields once their token is accepted. */
async function receive<Event>(
  req: Request,
  options: ParseOptions,
  read: (fields: Fields, token: string, values: Form['values']) => Event | Promise<Event>,
  unwrap = (body: Scanned) => body,
): Promise<Event> {
  const { maxBytes = 65_536, timeout = 5_000 } = options;
  // Asked by key: `{ token: undefined }` means a token was wanted and is missing.
  if ('token' in options) assertTokenSource(options.token);
  if (!(maxBytes >= 0) || !(timeout >= 0)) throw new RangeError('maxBytes and timeout must be 0 or more');
  const { method } = req;
  if (method !== 'POST')
    throw new RequestError(/^(GET|HEAD)$/.test(method) ? 'probe' : 'method_not_allowed', `${method} is not POST`);
  const body = unwrap(scan(await readBody(req, maxBytes, timeout)));
  // Chat's tokens have 64 characters. A long one is not decoded, as nobody is let in by it.
  const token = readOnly(body, 'token', 4096);
  if (!token) throw new RequestError('token_missing', 'The request has no token');
  const accepted = options.token === undefined || accepts(options.token, token);
  if (!(accepted === true || (await accepted))) {
    throw new RequestError('token_wrong', 'The token is not an accepted one');
  }
  const { fields, values, repeated } = body.open();
  if (repeated !== undefined) refuse('field_invalid', repeated);
  return read(fields, token, values);
}
