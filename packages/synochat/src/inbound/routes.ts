import type * as v from 'valibot';
import { RequestError } from '../shared/errors.ts';
import { listOf } from '../shared/list.ts';
import { assertPost, defaults, readBody } from './body.ts';
import type { BotEvent, BotMessage, ButtonPress } from './bot-events.ts';
import { readGrammar, type SlashSchema } from './command/grammar.ts';
import type { OutgoingMessage, SlashCommand } from './events.ts';
import type { Answer } from './handler.ts';
import {
  botReader,
  type OutgoingOptions,
  outgoingReader,
  type ParseOptions,
  type SlashOptions,
  slashReader,
} from './parse.ts';
import { type Envelope, type EventReader, openBody, readEvent, tokenWrong } from './receive.ts';
import { accepts, assertTokenSource, isStatic, matches } from './token.ts';

/** One integration that `chatHandler` answers: `onSlash`, `onOutgoing` and `onBot` make them. */
export interface ChatRoute<Rest extends unknown[] = []> {
  readonly kind: 'slash' | 'outgoing' | 'bot';
  /** Answers a request that is for this integration alone. Throws what the parser throws. */
  handle(req: Request, ...rest: Rest): Promise<Response>;
}

/** The options, or a function that returns them for each request: on Workers tokens are in `env`. */
export type RouteOptions<Options, Rest extends unknown[]> = Options | ((...rest: Rest) => Options | Promise<Options>);

/** Answers one kind of event. */
type EventHandler<Event, Rest extends unknown[]> = (event: Event, req: Request, ...rest: Rest) => Answer;

/** A handler for messages, and one for the buttons that were posted. */
export interface EventHandlers<Message, Rest extends unknown[]> {
  message: EventHandler<Message, Rest>;
  /** Default: a press is refused with `event_unexpected`. */
  press?: EventHandler<ButtonPress, Rest> | undefined;
}

/**
 * Returns the route of a slash command, for `chatHandler`.
 *
 * Throws a `TypeError` for a schema that no command line can express, and for a missing token in an object of options. A
 * missing token in options that a function returns is a 500 for each request.
 *
 * @example
 * ```ts
 * const Ping = v.object({ ip: v.string() });
 * export default { fetch: chatHandler([onSlash(Ping, { token }, ({ args }) => respond(`Pinging ${args.ip}`))]) };
 * ```
 */
export function onSlash<const S extends SlashSchema, Rest extends unknown[]>(
  schema: S,
  options: RouteOptions<SlashOptions, Rest>,
  handler: EventHandler<SlashCommand<v.InferOutput<S>>, Rest>,
): ChatRoute<Rest> {
  assertHandler(handler);
  return createRoute('slash', slashReader<v.InferOutput<S>>(readGrammar(schema)), options, handler);
}

/**
 * Returns the route of an outgoing webhook, for `chatHandler`. A function answers messages; an object of handlers
 * answers the buttons of the webhook's own posts too.
 *
 * Throws a `TypeError` for a missing token and for invalid trigger words in an object of options.
 *
 * @example
 * ```ts
 * const deploy = onOutgoing({ token, triggerWords: 'deploy' }, ({ rest }) => respond(`Deploying ${plain(rest)}`));
 * export default { fetch: chatHandler([deploy]) };
 * ```
 */
export function onOutgoing<Rest extends unknown[]>(
  options: RouteOptions<OutgoingOptions, Rest>,
  handler: EventHandler<OutgoingMessage, Rest> | EventHandlers<OutgoingMessage, Rest>,
): ChatRoute<Rest> {
  const handlers = typeof handler === 'function' ? { message: handler } : handler;
  const reader: EventReader<OutgoingMessage | ButtonPress, OutgoingOptions> = {
    ...outgoingReader,
    unwrap: botReader.unwrap,
    read(form, token, given) {
      const { read } = 'callback_id' in form.fields ? pressReader : outgoingReader;
      return read(form, token, given);
    },
  };
  return createRoute('outgoing', reader, options, byKind('onOutgoing', handlers));
}

/**
 * Returns the route of a bot, for `chatHandler`. A function answers messages and presses, told apart by `kind`; an
 * object has a handler for each.
 *
 * Throws a `TypeError` for a missing token in an object of options.
 *
 * @example
 * ```ts
 * const bot = onBot({ token }, {
 *   message: ({ text }) => respond(`You wrote: ${truncate(plain(text), 1000)}`),
 *   press: ({ value }) => respond(`You chose ${value}`),
 * });
 * export default { fetch: chatHandler([bot]) };
 * ```
 */
export function onBot<Rest extends unknown[]>(
  options: RouteOptions<ParseOptions, Rest>,
  handler: EventHandler<BotEvent, Rest> | EventHandlers<BotMessage, Rest>,
): ChatRoute<Rest> {
  const handlers = typeof handler === 'function' ? handler : byKind('onBot', handler);
  return createRoute('bot', botReader, options, handlers);
}

const pressReader = botReader as EventReader<ButtonPress, unknown>;

/** Joins the handlers of messages and of presses. Throws a `TypeError` if there is none for messages. */
function byKind<Message extends { readonly kind: string }, Rest extends unknown[]>(
  maker: string,
  handlers: EventHandlers<Message, Rest>,
): EventHandler<Message | ButtonPress, Rest> {
  const { message, press } = Object(handlers) as typeof handlers;
  assertHandler(message);
  return (event, req, ...rest) => {
    if (event.kind !== 'press') return message(event as Message, req, ...rest);
    if (press) return press(event as ButtonPress, req, ...rest);
    const reason = `This is the press of a button: give ${maker} an object with a handler \`press\``;
    throw new RequestError('event_unexpected', reason, reason);
  };
}

function assertHandler(handler: unknown): void {
  if (typeof handler !== 'function') throw new TypeError('The handler of a route must be a function');
}

/** A route as `chatHandler` sees one. */
export interface Route<Rest extends unknown[]> extends ChatRoute<Rest> {
  readonly unwrap: EventReader<unknown, unknown>['unwrap'];
  /** Checked at construction, or undefined if a function returns the options. */
  readonly fixed: ParseOptions | undefined;
  optionsFor(rest: Rest): Promise<ParseOptions>;
  answer(envelope: Envelope, options: ParseOptions, req: Request, rest: Rest): Promise<Response>;
  /** Returns the handler of all routes, of which this is one. */
  join(routes: readonly Route<Rest>[]): (req: Request, ...rest: Rest) => Promise<Response>;
}

function createRoute<Event, Options extends ParseOptions, Rest extends unknown[]>(
  kind: ChatRoute['kind'],
  reader: EventReader<Event, Options>,
  options: RouteOptions<Options, Rest>,
  handler: EventHandler<Event, Rest>,
): ChatRoute<Rest> {
  const checked = (given: Options): Options => {
    assertTokenSource((Object(given) as Partial<Options>).token);
    reader.check?.(given);
    return given;
  };
  const fixed = typeof options === 'function' ? undefined : checked(options);
  const route: Route<Rest> = {
    kind,
    fixed,
    unwrap: reader.unwrap,
    optionsFor: async (rest) =>
      fixed ?? checked(await (options as (...rest: Rest) => Options | Promise<Options>)(...rest)),
    answer: async (envelope, given, req, rest) =>
      handler(await readEvent(envelope, reader, given as Options), req, ...rest),
    handle: (req, ...rest) => dispatch([route], req, rest),
    join(routes) {
      assertDistinct(routes.flatMap((each) => each.fixed ?? []));
      return (req, ...rest) => dispatch(routes, req, rest);
    },
  };
  return route;
}

/** Reads the body once, finds the route whose token came, and lets it answer. */
async function dispatch<Rest extends unknown[]>(
  routes: readonly Route<Rest>[],
  req: Request,
  rest: Rest,
): Promise<Response> {
  assertPost(req);
  const options = await Promise.all(routes.map((route) => route.optionsFor(rest)));
  if (routes.some(({ fixed }) => !fixed)) assertDistinct(options);
  const bounds = {
    maxBytes: Math.max(...options.map(({ maxBytes = defaults.maxBytes }) => maxBytes)),
    timeout: Math.max(...options.map(({ timeout = defaults.timeout }) => timeout)),
  };
  const envelope = openBody(
    await readBody(req, bounds),
    routes.find(({ unwrap }) => unwrap),
  );
  const at = await findToken(options, envelope.token);
  const [route, given] = [routes[at], options[at]];
  if (!route || !given) throw tokenWrong();
  return route.answer(envelope, given, req, rest);
}

/** Returns the place of the options that accept the token, or -1. Every configured token is compared, functions last. */
async function findToken(options: readonly ParseOptions[], received: string): Promise<number> {
  let found = -1;
  for (const [at, { token }] of options.entries()) {
    if (isStatic(token) && matches(received, token) && found < 0) found = at;
  }
  for (const [at, { token }] of options.entries()) {
    if (found < 0 && !isStatic(token) && (await accepts(token, received))) found = at;
  }
  return found;
}

/** Throws a `TypeError` if two routes have the same token: the second would never be called. */
function assertDistinct(options: readonly ParseOptions[]): void {
  const tokens = options.flatMap(({ token }) => (isStatic(token) ? [...new Set(listOf(token))] : []));
  if (new Set(tokens).size < tokens.length)
    throw new TypeError('Two routes have the same token: each integration has its own');
}
