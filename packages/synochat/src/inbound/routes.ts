import type * as v from 'valibot';
import { RequestError } from '../shared/errors.ts';
import type { BotEvent, BotMessage, ButtonPress } from './bot-events.ts';
import { readGrammar, type SlashSchema } from './command/grammar.ts';
import type { OutgoingMessage, SlashCommand } from './events.ts';
import {
  botReader,
  createSlashReader,
  type OutgoingOptions,
  outgoingReader,
  type ParseOptions,
  type SlashOptions,
} from './parse.ts';
import type { EventReader } from './receive.ts';
import { type ChatRoute, createRoute, type EventHandler, type RouteOptions } from './route.ts';

/** A handler for messages, and a handler for presses of buttons. */
export interface EventHandlers<Message, Rest extends unknown[]> {
  /** Answers a message. */
  message: EventHandler<Message, Rest>;
  /** Default: a press is refused with `event_unexpected`. */
  press?: EventHandler<ButtonPress, Rest> | undefined;
}

/**
 * Returns the route of a slash command, for `chatHandler`.
 *
 * Throws a `TypeError` for a schema that no command line can express, and for a missing token in an object of options. A
 * missing token in options that a function returns makes each answer a 500.
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
  return createRoute('slash', createSlashReader<v.InferOutput<S>>(readGrammar(schema)), options, handler);
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
    read(form, token, outgoingOptions) {
      const { read } = 'callback_id' in form.fields ? pressReader : outgoingReader;
      return read(form, token, outgoingOptions);
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

/** Joins the handlers of messages and of presses. Throws a `TypeError` without a handler of messages. */
function byKind<Message extends { readonly kind: string }, Rest extends unknown[]>(
  maker: string,
  handlers: EventHandlers<Message, Rest>,
): EventHandler<Message | ButtonPress, Rest> {
  const { message, press } = Object(handlers) as typeof handlers;
  assertHandler(message);
  return (event, req, ...rest) => {
    if (event.kind !== 'press') return message(event as Message, req, ...rest);
    if (press) return press(event as ButtonPress, req, ...rest);
    const reason = `The event is the press of a button: pass ${maker} an object with a handler \`press\``;
    throw new RequestError('event_unexpected', reason, reason);
  };
}

function assertHandler(handler: unknown): void {
  if (typeof handler !== 'function') throw new TypeError('The handler of a route must be a function');
}
