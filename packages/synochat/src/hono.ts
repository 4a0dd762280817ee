/**
 * Middleware for Hono that verifies and reads what Chat sends, and puts it into `c.var`.
 *
 * @module synochat/hono
 */
import type { Context, MiddlewareHandler } from 'hono';
import type * as v from 'valibot';
import {
  type BotEvent,
  type LateWork,
  type OutgoingMessage,
  type OutgoingOptions,
  type ParseOptions,
  parseBot,
  parseOutgoing,
  parseSlash,
  RequestError,
  type SlashCommand,
  type SlashOptions,
  type SlashSchema,
  usage,
  verifyToken,
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
  slash: SlashCommand<Args>;
}

/** The variable that `outgoing` sets. */
export interface OutgoingVariables {
  outgoing: OutgoingMessage;
}

/** The variable that `bot` sets. */
export interface BotVariables {
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
 */
export function slash<const S extends SlashSchema>(
  schema: S,
  options: HookOptionsSource<SlashOptions>,
): MiddlewareHandler<{ Variables: SlashVariables<v.InferOutput<S>> }> {
  usage('', schema);
  return filling<SlashVariables<v.InferOutput<S>>, SlashOptions>('slash', options, (req, given) =>
    parseSlash(req, schema, given),
  );
}

/** The same for an outgoing webhook: `c.var.outgoing` is what `parseOutgoing` reads. */
export function outgoing(
  options: HookOptionsSource<OutgoingOptions>,
): MiddlewareHandler<{ Variables: OutgoingVariables }> {
  return filling('outgoing', options, parseOutgoing);
}

/** The same for a bot: `c.var.bot` is what `parseBot` reads, a message or the press of a button, told apart by `kind`. */
export function bot(options: HookOptionsSource): MiddlewareHandler<{ Variables: BotVariables }> {
  return filling('bot', options, parseBot);
}

/**
 * Middleware that puts `c.var.late(work)` there: the keeper's `run` with the context of a Worker, where there is one.
 * Answer now and post later, on every runtime; a server that is shut down awaits the keeper's `settled()`.
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
  if (typeof options !== 'function') {
    const { token } = Object(options) as Options;
    if (typeof token !== 'function') verifyToken('', token);
  }
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

/**
 * Returns the request as a parser reads it. The body that the parser reads stays where Hono looks for it, for the
 * handlers after this one; a body that Hono has read already is taken from there.
 */
function readable({ req }: Context): Request {
  const { raw, bodyCache } = req;
  const [kept] = Object.keys(bodyCache);
  const text = async () => (kept === 'formData' ? toForm(await req.formData()) : req.text());
  const view: Pick<Request, 'method' | 'headers' | 'body' | 'bodyUsed' | 'text'> = {
    ...{ method: raw.method, headers: raw.headers, text },
    get body() {
      if (kept !== undefined) return streamOf(text);
      // One that somebody else has locked is handed on as it is: the parser says so.
      return raw.body === null || raw.body.locked ? raw.body : keeping(raw.body, bodyCache);
    },
    get bodyUsed() {
      return kept === undefined && raw.bodyUsed;
    },
  };
  return view as Request;
}

/** A stream, so that the parser's timeout also ends the wait for a body that an earlier handler is still reading. */
function streamOf(text: () => Promise<string>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    async start(controller) {
      controller.enqueue(new TextEncoder().encode(await text()));
      controller.close();
    },
  });
}

/** The same stream, which leaves its text in the cache when it has ended. */
function keeping(body: NonNullable<Request['body']>, cache: BodyCache): NonNullable<Request['body']> {
  const decoder = new TextDecoder();
  let text = '';
  return body.pipeThrough(
    new TransformStream({
      transform(bytes, controller) {
        text += decoder.decode(bytes, { stream: true });
        controller.enqueue(bytes);
      },
      flush() {
        cache['text'] = Promise.resolve(text + decoder.decode());
      },
    }),
  );
}

/** Hono keeps promises in it, whatever its types say. */
type BodyCache = Partial<Record<string, unknown>>;

/** Leaves the refusal where Hono looks for the body: the rest of it never comes, for no other handler either. */
function keepRefusal({ req }: Context, error: RequestError): void {
  const { raw } = req;
  const cache: BodyCache = req.bodyCache;
  if (!raw.bodyUsed || !/^body_(too_large|timeout|invalid)$/.test(error.code)) return;
  if (error.code !== 'body_timeout' && Object.keys(cache).length > 0) return;
  const refused = Promise.reject(error);
  refused.catch(() => undefined);
  cache['text'] = refused;
}

function toForm(data: FormData): string {
  return String(
    new URLSearchParams(Array.from(data, ([name, value]) => [name, typeof value === 'string' ? value : value.name])),
  );
}

/** Undefined where there is none: on Node, Bun and Deno. Hono throws there. */
function executionCtx(c: Context): Context['executionCtx'] | undefined {
  try {
    return c.executionCtx;
  } catch {
    return undefined;
  }
}
