import { logErrors } from '../shared/log.ts';
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
  const { onError } = options;
  const answer = typeof handler === 'function' ? handler : joined(handler);

  function answerError(error: unknown, req: Request): Answer {
    const { getResponse } = Object(error) as { getResponse?: unknown };
    if (typeof getResponse === 'function') return getResponse.call(error) as Answer;
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

/** Marks a response that was returned before. A `WeakSet` costs 5 % of a request: the garbage collector walks it. */
const sent = Symbol('sent');

interface Marks {
  [sent]?: boolean;
  readonly [Symbol.toStringTag]?: unknown;
}

/** Throws a `TypeError` for an answer that no runtime could send. */
function sendable(answer: Response & Marks): Response {
  // Not `instanceof`: servers for Node have a Response of their own, and `fetch` returns the runtime's.
  if ((Object(answer) as Marks)[Symbol.toStringTag] !== 'Response' || answer.status === 0)
    throw new TypeError('The handler returned no Response: return respond(…), acknowledge() or a Response');
  // Only the second time: the first look at `bodyUsed` costs @hono/node-server half of its speed.
  if (answer[sent] && answer.bodyUsed)
    throw new TypeError('The handler returned a Response that was sent before: make a new one for each request');
  if (Object.isExtensible(answer)) answer[sent] = true;
  return answer;
}

/** The routes know how to find the right one among them: an app without routes bundles no code for it. */
function joined<Rest extends unknown[]>(routes: readonly ChatRoute<Rest>[]) {
  const known = (Array.isArray(routes) ? routes : []) as readonly Partial<Route<Rest>>[];
  if (known.length === 0 || !known.every((route) => typeof (Object(route) as typeof route).join === 'function'))
    throw new TypeError('chatHandler takes a function, or a list of routes as onSlash, onOutgoing and onBot make them');
  const all = routes as readonly Route<Rest>[];
  return all[0]?.join(all) as (req: Request, ...rest: Rest) => Promise<Response>;
}
