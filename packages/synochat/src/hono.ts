/**
 * Middleware for Hono that verifies and reads what Chat sends, and puts it into `c.var`.
 *
 * @module synochat/hono
 */
import type { Context, MiddlewareHandler } from 'hono';
import type * as v from 'valibot';
import { keepRefusal, readable } from './hono/request.ts';
import {
  acknowledge,
  type BotEvent,
  type LateWork,
  type OutgoingMessage,
  type OutgoingOptions,
  onBot,
  onOutgoing,
  onSlash,
  type ParseOptions,
  parseBot,
  parseOutgoing,
  parseSlash,
  RequestError,
  type SlashCommand,
  type SlashOptions,
  type SlashSchema,
  usage,
} from './index.ts';

/**
 * The options, or a function that gives them for each request: on Workers tokens are in `c.env`.
 *
 * A function's `c` is typed as in Hono's own middleware: whatever you name in `c.env` compiles. Annotate it, as
 * `(c: Context<AppEnv>) => …`, to have names checked.
 */
export type HookOptionsSource<Options extends ParseOptions = ParseOptions> =
  | Options
  | ((c: Context) => Options | Promise<Options>);

/** The variable that `slash` sets, for `new Hono<{ Variables: SlashVariables<Args> }>()` and handlers in other files. */
export interface SlashVariables<Args> {
  /** As `parseSlash` reads it. */
  slash: SlashCommand<Args>;
}

/** The variable that `outgoing` sets. */
export interface OutgoingVariables {
  /** As `parseOutgoing` reads it. */
  outgoing: OutgoingMessage;
}

/** The variable that `bot` sets. */
export interface BotVariables {
  /** As `parseBot` reads it. */
  bot: BotEvent;
}

/** The variable that `late` sets. */
export interface LateVariables {
  /** Keeps the work until it is over, on Workers with the context of the request. */
  late: (work: Promise<unknown>) => void;
}

/**
 * Middleware that lets a slash command in and puts it, as `parseSlash` reads it, into `c.var.slash`. Mount it with
 * `app.all`: Chat may probe an address with GET or HEAD, which it answers itself, empty, with 200.
 *
 * What it refuses is thrown as a `RequestError`: Hono's default error handler answers it with its `getResponse()`, an
 * `onError` of your own must do the same. Throws a `TypeError` at once for a schema that no command line can express,
 * and for a missing token in an object of options; one that a function leaves out is thrown at each request.
 *
 * @example
 * ```ts
 * const Ping = v.object({ ip: v.string() });
 * app.all('/ping', slash(Ping, { token }), (c) => respond(`Pinging ${c.var.slash.args.ip}`));
 * ```
 */
export function slash<const S extends SlashSchema>(
  schema: S,
  options: HookOptionsSource<SlashOptions>,
): MiddlewareHandler<{ Variables: SlashVariables<v.InferOutput<S>> }> {
  usage('', schema);
  if (typeof options !== 'function') onSlash(schema, options, acknowledge);
  return filling<SlashVariables<v.InferOutput<S>>, SlashOptions>('slash', options, (req, given) =>
    parseSlash(req, schema, given),
  );
}

/**
 * The same for an outgoing webhook: `c.var.outgoing` is what `parseOutgoing` reads.
 *
 * @example
 * ```ts
 * app.all('/deploy', outgoing({ token, triggerWords: 'deploy' }), (c) => respond(`Deploying ${plain(c.var.outgoing.rest)}`));
 * ```
 */
export function outgoing(
  options: HookOptionsSource<OutgoingOptions>,
): MiddlewareHandler<{ Variables: OutgoingVariables }> {
  if (typeof options !== 'function') onOutgoing(options, acknowledge);
  return filling('outgoing', options, parseOutgoing);
}

/**
 * The same for a bot: `c.var.bot` is what `parseBot` reads, a message or the press of a button, told apart by `kind`.
 *
 * @example
 * ```ts
 * app.all('/bot', bot((c: Context<AppEnv>) => ({ token: c.env.BOT_TOKEN })), ({ var: { bot } }) =>
 *   respond(bot.kind === 'press' ? `You chose ${bot.value}` : 'Hello'),
 * );
 * ```
 */
export function bot(options: HookOptionsSource): MiddlewareHandler<{ Variables: BotVariables }> {
  if (typeof options !== 'function') onBot(options, acknowledge);
  return filling('bot', options, parseBot);
}

/**
 * Middleware that puts `c.var.late(work)` there: the keeper's `run` with the context of a Worker, where there is one.
 * Answer now and post later, on every runtime; a server that is shut down awaits the keeper's `settled()`.
 *
 * @param keeper The program's one keeper, as `lateWork` makes it.
 *
 * @example
 * ```ts
 * app.use(late(lateWork())).all('/count', outgoing({ token }), (c) => {
 *   c.var.late(count().then((result) => sendIncoming(webhook, result)));
 *   return acknowledge();
 * });
 * ```
 */
export function late(keeper: LateWork): MiddlewareHandler<{ Variables: LateVariables }> {
  return named('late', async (c, next) => {
    c.set('late', (work) => {
      keeper.run(work, executionCtx(c));
    });
    await next();
  });
}

function filling<Variables extends object, Options extends ParseOptions = ParseOptions>(
  name: keyof Variables & string,
  options: HookOptionsSource<Options>,
  parse: (req: Request, options: Options) => Promise<Variables[keyof Variables & string]>,
): MiddlewareHandler<{ Variables: Variables }> {
  return named(name, async (c: Context, next) => {
    const given = typeof options === 'function' ? await options(c) : options;
    try {
      // By name: without the key, a function that forgot the token would let everybody in.
      c.set(name, await parse(readable(c), { ...given, token: given.token }));
    } catch (error) {
      if (error instanceof RequestError) {
        // No mistake that an error handler should hear of.
        if (error.code === 'probe') return error.getResponse();
        keepRefusal(c, error);
      }
      throw error;
    }
    return next();
  });
}

/** The middleware with its maker's name in lists of routes and V8's stack traces, also where the code was bundled. */
function named<Middleware extends MiddlewareHandler>(name: string, middleware: Middleware): Middleware {
  return Object.defineProperty(middleware, 'name', { value: name });
}

/** Undefined where there is none: on Node, Bun and Deno. Hono throws there. */
function executionCtx(c: Context): Context['executionCtx'] | undefined {
  try {
    return c.executionCtx;
  } catch {
    return undefined;
  }
}
