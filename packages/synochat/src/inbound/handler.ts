import { assertOptions } from '../shared/assert.ts';
import { logErrors } from '../shared/log.ts';
import { sendable } from '../shared/response.ts';
import type { Answer, ChatRoute, Route } from './route.ts';

/** The answer to errors of your own code. */
export interface HandlerOptions {
  /**
   * Answers an error of your own code that has no response of its own. Default: the error is printed by `console.error`
   * without tokens, and the answer is 500 with the text `internal error`. If `onError` throws, rejects or returns no
   * `Response`, the same happens.
   */
  onError?: ((error: unknown, req: Request) => Answer) | undefined;
}

/**
 * Returns a handler that never rejects, for a server without a framework: Bun.serve, Deno.serve, a Worker.
 *
 * With a list of routes, the token of a request chooses the route: one address serves all integrations of a program. The
 * body is read once, within the largest `maxBytes` and `timeout` of the routes. Tokens are compared before your own
 * functions are called, and the first route that accepts wins. Throws a `TypeError` for an empty list, and if two routes
 * have the same token.
 *
 * If an error has a method `getResponse`, that method answers and nothing is logged: so do a `RequestError` and Hono's
 * `HTTPException`. Every other error goes to `onError`. No error reaches the runtime, because Bun's development page
 * would show a stranger your source. Further arguments, such as `env` and `ctx` of a Worker, are passed on.
 *
 * @example
 * ```ts
 * const handler = chatHandler(async (req) => {
 *   const { user } = await parseOutgoing(req, { token });
 *   return respond(`Pong, ${plain(user.name)}`);
 * });
 * const all = chatHandler([onSlash(Ping, { token: slashToken }, ping), onBot({ token: botToken }, talk)]);
 * ```
 */
export function chatHandler<Rest extends unknown[]>(
  handler: ((req: Request, ...rest: Rest) => Answer) | readonly ChatRoute<Rest>[],
  options: HandlerOptions = {},
): (req: Request, ...rest: Rest) => Promise<Response> {
  assertOptions(options);
  const { onError } = options;
  if (onError !== undefined && typeof onError !== 'function') throw new TypeError('onError must be a function');
  const answer = typeof handler === 'function' ? handler : joinRoutes(handler);

  function answerError(error: unknown, req: Request): Answer {
    const { getResponse, code } = Object(error) as { getResponse?: unknown; code?: unknown };
    if (typeof getResponse === 'function') {
      // The only RequestError that is a mistake of the program.
      if (code === 'body_used') logErrors(error);
      return getResponse.call(error) as Answer;
    }
    if (onError) return onError(error, req);
    throw error;
  }

  return async (req, ...rest) => {
    try {
      return sendable(await answer(req, ...rest));
    } catch (error) {
      try {
        return sendable(await answerError(error, req));
      } catch (second) {
        logErrors(error, second);
        return new Response('internal error', { status: 500 });
      }
    }
  };
}

/** Returns the handler of all routes. The routes bring the code that chooses among them, so an app without routes does not bundle it. */
function joinRoutes<Rest extends unknown[]>(routes: readonly ChatRoute<Rest>[]) {
  const list: unknown[] = Array.isArray(routes) ? Array.from(routes) : [];
  if (list.length === 0 || !list.every((route) => typeof (Object(route) as Partial<Route<Rest>>).answer === 'function'))
    throw new TypeError(
      'Pass a function to chatHandler, or a list of routes that onSlash, onOutgoing and onBot return',
    );
  const all = routes as readonly Route<Rest>[];
  return all[0]?.join(all) as (req: Request, ...rest: Rest) => Promise<Response>;
}
