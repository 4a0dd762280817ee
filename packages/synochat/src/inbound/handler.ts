import { assertOptions } from '../shared/assert.ts';
import { logErrors } from '../shared/log.ts';
import { sendable } from '../shared/response.ts';
import type { Answer, ChatRoute, Route } from './route.ts';

/** How errors of your own code are answered. */
export interface HandlerOptions {
  /**
   * Answers an error of your own code that brings no response. Default: the error is printed by `console.error` without
   * tokens, and the answer is 500 with the text `internal error`. An `onError` that throws, rejects or returns no
   * `Response` ends the same way.
   */
  onError?: ((error: unknown, req: Request) => Answer) | undefined;
}

/**
 * Returns a handler that never rejects, for a server without a framework: Bun.serve, Deno.serve, a Worker.
 *
 * A list of routes is answered by the one whose token came: one address serves all integrations of a program. The body
 * is read once, within the largest `maxBytes` and `timeout` of the routes; tokens are compared before functions of your
 * own are asked, and the first that accepts wins. Throws a `TypeError` for an empty list, and if two routes have the same token.
 *
 * An error that has a method `getResponse` is answered by that method and not logged: a `RequestError`, and the
 * `HTTPException` of Hono. Every other error goes to `onError`. No error reaches the runtime: Bun's development page
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
  const answer = typeof handler === 'function' ? handler : joined(handler);

  function answerError(error: unknown, req: Request): Answer {
    const { getResponse, code } = Object(error) as { getResponse?: unknown; code?: unknown };
    if (typeof getResponse === 'function') {
      // The one refusal that is a mistake of the author.
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

/** The routes know how to find the right one among them: an app without routes bundles no code for it. */
function joined<Rest extends unknown[]>(routes: readonly ChatRoute<Rest>[]) {
  const known: unknown[] = Array.isArray(routes) ? Array.from(routes) : [];
  if (
    known.length === 0 ||
    !known.every((route) => typeof (Object(route) as Partial<Route<Rest>>).answer === 'function')
  )
    throw new TypeError('chatHandler takes a function, or a list of routes as onSlash, onOutgoing and onBot make them');
  const all = routes as readonly Route<Rest>[];
  return all[0]?.join(all) as (req: Request, ...rest: Rest) => Promise<Response>;
}
