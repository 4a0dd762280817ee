/**
 * Middleware for Hono that verifies and reads what Chat sends, and puts it into `c.var`.
 *
 * @module synochat/hono
 */
import type { Context, MiddlewareHandler } from 'hono';
import {
  type BotMessage,
  type ButtonPress,
  type LateWork,
  type OutgoingMessage,
  type ParseOptions,
  parseBot,
  parseOutgoing,
  parseSlash,
  RequestError,
  type SlashSchema,
  type TokenSource,
  usage,
  verifyToken,
} from './index.ts';

/** How a request is let in; a middleware lets nobody in without a token. */
export interface HookOptions extends ParseOptions {
  /** Checked in constant time before any other field is looked at; a list is for rotation. Missing or empty is a `TypeError`. */
  readonly token: TokenSource;
}

/**
 * The options, or a function that gives them for each request: on Workers tokens are in `c.env`.
 *
 * A function's `c` is typed as in Hono's own middleware: whatever you name in `c.env` compiles. Annotate it, as
 * `(c: Context<AppEnv>) => …`, to have names checked.
 */
export type HookOptionsSource = HookOptions | ((c: Context) => HookOptions | Promise<HookOptions>);

/** What the middleware `Name` leaves in `c.var` for the handlers after it. */
type Fills<Name extends string, Value> = MiddlewareHandler<{ Variables: Record<Name, Value> }>;

/**
 * Middleware that lets a slash command in and puts it, as `parseSlash` reads it, into `c.var.slash`. Mount it with
 * `app.all`: Chat may probe an address with GET or HEAD, which it answers itself, empty, with 200.
 *
 * What it refuses is thrown as a `RequestError`: Hono's default error handler answers it with its `getResponse()`, an
 * `onError` of your own must do the same. Throws a `TypeError` at once for a schema that no command line can express,
 * and for a missing token in an object of options; one that a function leaves out is thrown at each request.
 */
export function slash<const S extends SlashSchema>(
  schema: S,
  options: HookOptionsSource,
): Fills<'slash', Awaited<ReturnType<typeof parseSlash<S>>>> {
  usage('', schema);
  return filling('slash', options, (req, given) => parseSlash(req, schema, given));
}

/** The same for an outgoing webhook: `c.var.outgoing` is what `parseOutgoing` reads. */
export function outgoing(options: HookOptionsSource): Fills<'outgoing', OutgoingMessage> {
  return filling('outgoing', options, parseOutgoing);
}

/** The same for a bot: `c.var.bot` is what `parseBot` reads, a message or the press of a button, told apart by `kind`. */
export function bot(options: HookOptionsSource): Fills<'bot', BotMessage | ButtonPress> {
  return filling('bot', options, parseBot);
}

/**
 * Middleware that puts `c.var.late(work)` there: the keeper's `run` with the context of a Worker, where there is one.
 * Answer now and post later, on every runtime; a server that is shut down awaits the keeper's `settled()`.
 */
export function late(keeper: LateWork): Fills<'late', (work: Promise<unknown>) => void> {
  return named('late', async (c, next) => {
    c.set('late', (work) => {
      keeper.run(work, executionCtx(c));
    });
    await next();
  });
}

function filling<Name extends string, Value>(
  name: Name,
  options: HookOptionsSource,
  parse: (req: Request, options: HookOptions) => Promise<Value>,
): Fills<Name, Value> {
  if (typeof options !== 'function' && typeof options.token !== 'function') verifyToken('', options.token);
  return named(name, async (c: Context, next) => {
    const given = typeof options === 'function' ? await options(c) : options;
    try {
      // By name: without the key, a function that forgot the token would let everybody in.
      c.set(name, await parse(unread(c), { ...given, token: given.token }));
    } catch (error) {
      // No mistake that an error handler should hear of.
      if (error instanceof RequestError && error.code === 'probe') return error.getResponse();
      throw error;
    }
    return next();
  });
}

/** The middleware with its maker's name in lists of routes and V8's stack traces, also where the code was bundled. */
function named<Middleware extends MiddlewareHandler>(name: string, middleware: Middleware): Middleware {
  return Object.defineProperty(middleware, 'name', { value: name });
}

/** The request; where an earlier handler has read its body, one with what Hono kept of it. */
function unread({ req }: Context): Request {
  const [kept] = Object.keys(req.bodyCache);
  if (kept === undefined || req.method !== 'POST') return req.raw;
  // A stream, so that the parser's timeout also ends the wait for a body that the earlier one is still reading.
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      controller.enqueue(kept === 'formData' ? toForm(await req.formData()) : new Uint8Array(await req.arrayBuffer()));
      controller.close();
    },
  });
  // `duplex` is asked for by Node and unknown to the types.
  const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, duplex: 'half' };
  return new Request(req.url, init);
}

function toForm(data: FormData): Uint8Array {
  const pairs = Array.from(data, ([name, value]) => [name, typeof value === 'string' ? value : value.name]);
  return new TextEncoder().encode(String(new URLSearchParams(pairs)));
}

/** Undefined where there is none: on Node, Bun and Deno. Hono throws there. */
function executionCtx(c: Context): Context['executionCtx'] | undefined {
  try {
    return c.executionCtx;
  } catch {
    return undefined;
  }
}
