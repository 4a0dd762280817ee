import { listOf } from '../shared/list.ts';
import { assertPost, defaults, readRequestBody } from './body.ts';
import type { ParseOptions } from './parse.ts';
import { compareFirst, type Envelope, type EventReader, openBody, receiveEvent, tokenWrong } from './receive.ts';
import { accepts, assertTokenSource, isStatic, matches } from './token.ts';

/** The return value of a handler. */
export type Answer = Response | Promise<Response>;

/** One integration that `chatHandler` answers; `onSlash`, `onOutgoing` and `onBot` return it. */
export interface ChatRoute<Rest extends unknown[] = []> {
  /** The kind of the integration. */
  readonly kind: 'slash' | 'outgoing' | 'bot';
  /** Answers a request of this integration. Throws the same errors as the parser. */
  handle(req: Request, ...rest: Rest): Promise<Response>;
}

/** The options, or a function that returns the options for each request, because on Workers tokens are in `env`. */
export type RouteOptions<Options, Rest extends unknown[]> = Options | ((...rest: Rest) => Options | Promise<Options>);

/** Answers one kind of event. */
export type EventHandler<Event, Rest extends unknown[]> = (event: Event, req: Request, ...rest: Rest) => Answer;

/** The members of a route that only `chatHandler` uses. */
export interface Route<Rest extends unknown[]> extends ChatRoute<Rest> {
  readonly unwrap: EventReader<unknown, unknown>['unwrap'];
  /** Checked at construction, or undefined if a function returns the options. */
  readonly staticOptions: ParseOptions | undefined;
  /** Returns the options for a request with these further arguments. */
  optionsFor(rest: Rest): Promise<ParseOptions>;
  /** Reads the event and calls the handler. */
  answer(envelope: Envelope, options: ParseOptions, req: Request, rest: Rest): Promise<Response>;
  /** Returns the handler of all routes, which include this one. */
  join(routes: readonly Route<Rest>[]): (req: Request, ...rest: Rest) => Promise<Response>;
}

/** Returns a route. Throws a `TypeError` for invalid options. */
export function createRoute<Event, Options extends ParseOptions, Rest extends unknown[]>(
  kind: ChatRoute['kind'],
  reader: EventReader<Event, Options>,
  options: RouteOptions<Options, Rest>,
  handler: EventHandler<Event, Rest>,
): ChatRoute<Rest> {
  const check = (value: Options): Options => {
    assertTokenSource((Object(value) as Partial<Options>).token, `The token of the ${kind} route`);
    reader.check?.(value);
    return value;
  };
  const staticOptions = typeof options === 'function' ? undefined : check(options);
  const route: Route<Rest> = {
    kind,
    staticOptions,
    unwrap: reader.unwrap,
    optionsFor: async (rest) =>
      staticOptions ?? check(await (options as (...rest: Rest) => Options | Promise<Options>)(...rest)),
    answer: async (envelope, chosen, req, rest) =>
      handler(await receiveEvent(envelope, reader, chosen as Options), req, ...rest),
    handle: (req, ...rest) => dispatch([route], req, rest),
    join(routes) {
      assertDistinct(routes.flatMap((each) => each.staticOptions ?? []));
      return (req, ...rest) => dispatch(routes, req, rest);
    },
  };
  return route;
}

/** Reads the body once, and lets the route with the received token answer. */
async function dispatch<Rest extends unknown[]>(
  routes: readonly Route<Rest>[],
  req: Request,
  rest: Rest,
): Promise<Response> {
  assertPost(req);
  const options = await Promise.all(routes.map((route) => route.optionsFor(rest)));
  if (routes.some(({ staticOptions }) => !staticOptions)) assertDistinct(options);
  const bounds = {
    maxBytes: Math.max(...options.map(({ maxBytes = defaults.maxBytes }) => maxBytes)),
    timeout: Math.max(...options.map(({ timeout = defaults.timeout }) => timeout)),
  };
  const text = await readRequestBody(req, bounds);
  const sources = options.map(({ token }) => token);
  if (sources.every(isStatic)) compareFirst(text, sources.flatMap(listOf));
  const envelope = openBody(
    text,
    routes.find(({ unwrap }) => unwrap),
  );
  const at = await findToken(options, envelope.token);
  const [route, chosen] = [routes[at], options[at]];
  if (!route || !chosen) throw tokenWrong;
  return route.answer(envelope, chosen, req, rest);
}

/** Returns the index of the options that accept the token, or -1. Compares every configured token, and calls functions last. */
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
    throw new TypeError('Two routes have the same token: pass each integration its own');
}
