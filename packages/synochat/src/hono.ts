/**
 * Middleware for Hono that verifies the requests of Chat and puts the events into `c.var`.
 *
 * @module synochat/hono
 */
import type { Context, MiddlewareHandler } from 'hono';
import type * as v from 'valibot';
import { cacheRefusal, toReadable } from './hono/request.ts';
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
 * The options, or a function that returns the options for each request, because on Workers tokens are in `c.env`.
 *
 * A function's `c` is typed as in Hono's own middleware: any name in `c.env` compiles. Annotate it, as
 * `(c: Context<AppEnv>) => …`, to check the names.
 */
export type HookOptionsSource<Options extends ParseOptions = ParseOptions> =
  | Options
  | ((c: Context) => Options | Promise<Options>);

/** The variable that `slash` sets, for `new Hono<{ Variables: SlashVariables<Args> }>()` and handlers in other files. */
export interface SlashVariables<Args> {
  /** The result of `parseSlash`. */
  slash: SlashCommand<Args>;
}

/** The variable that `outgoing` sets. */
export interface OutgoingVariables {
  /** The result of `parseOutgoing`. */
  outgoing: OutgoingMessage;
}

/** The variable that `bot` sets. */
export interface BotVariables {
  /** The result of `parseBot`. */
  bot: BotEvent;
}

/** The variable that `late` sets. */
export interface LateVariables {
  /** Tracks the work until it settles, on Workers with the context of the request. */
  late: (work: Promise<unknown>) => void;
}

/**
 * Returns middleware that puts the result of `parseSlash` into `c.var.slash`. Mount it with `app.all`: Chat may probe
 * an address with GET or HEAD, and the middleware answers a probe with an empty 200.
 *
 * The middleware throws a `RequestError` for every other request. Hono's default error handler answers with
 * `getResponse()`, and an `onError` of your own must do the same. Throws a `TypeError` at once for a schema that no
 * command line can express, and for a missing token in an object of options. If a function returns no token, each
 * request throws.
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
  return createMiddleware<SlashVariables<v.InferOutput<S>>, SlashOptions>('slash', options, (req, slashOptions) =>
    parseSlash(req, schema, slashOptions),
  );
}

/**
 * Returns middleware for an outgoing webhook, like `slash`: `c.var.outgoing` is the result of `parseOutgoing`.
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
  return createMiddleware('outgoing', options, parseOutgoing);
}

/**
 * Returns middleware for a bot, like `slash`: `c.var.bot` is the result of `parseBot`, a message or the press of a
 * button; `kind` tells which.
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
  return createMiddleware('bot', options, parseBot);
}

/**
 * Returns middleware that puts `c.var.late(work)` there: `run` of a `lateWork()`, with the context of the request on a
 * Worker. Answer now and post later, on every runtime. A server awaits `settled()` before it exits.
 *
 * @param keeper The one `lateWork()` of the program.
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
  return withName('late', async (c, next) => {
    c.set('late', (work) => {
      keeper.run(work, executionCtx(c));
    });
    await next();
  });
}

function createMiddleware<Variables extends object, Options extends ParseOptions = ParseOptions>(
  name: keyof Variables & string,
  options: HookOptionsSource<Options>,
  parse: (req: Request, options: Options) => Promise<Variables[keyof Variables & string]>,
): MiddlewareHandler<{ Variables: Variables }> {
  return withName(name, async (c: Context, next) => {
    const resolved = typeof options === 'function' ? await options(c) : options;
    try {
      // With the key `token`: without the key, a function that returns no token would accept every request.
      c.set(name, await parse(toReadable(c), { ...resolved, token: resolved.token }));
    } catch (error) {
      if (error instanceof RequestError) {
        // A probe is no error, so no error handler is called.
        if (error.code === 'probe') return error.getResponse();
        cacheRefusal(c, error);
      }
      throw error;
    }
    return next();
  });
}

/** Returns the middleware with a name for lists of routes and V8's stack traces, also in bundled code. */
function withName<Middleware extends MiddlewareHandler>(name: string, middleware: Middleware): Middleware {
  return Object.defineProperty(middleware, 'name', { value: name });
}

/** Returns the context of a Worker, or undefined on Node, Bun and Deno, where Hono's getter throws. */
function executionCtx(c: Context): Context['executionCtx'] | undefined {
  try {
    return c.executionCtx;
  } catch {
    return undefined;
  }
}
