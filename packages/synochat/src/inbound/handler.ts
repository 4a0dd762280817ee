import { logErrors } from '../shared/log.ts';

/** How errors of your own code are answered. */
export interface HandlerOptions {
  /**
   * Answers an error of your own code that brings no response. Default: the error is printed by `console.error` without
   * tokens, and the answer is 500 with the text `internal error`. An `onError` that throws, rejects or returns no
   * `Response` ends the same way.
   */
  readonly onError?: ((error: unknown, req: Request) => Response | Promise<Response>) | undefined;
}

/**
 * Returns a handler that never rejects, for a server without a framework: Bun.serve, Deno.serve, a Worker.
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
 * ```
 */
export function chatHandler<Rest extends unknown[]>(
  handler: (req: Request, ...rest: Rest) => Response | Promise<Response>,
  { onError }: HandlerOptions = {},
): (req: Request, ...rest: Rest) => Promise<Response> {
  const sent = new WeakSet<Response>();

  /** Throws a `TypeError` for an answer that no runtime could send. */
  function sendable(answer: Response): Response {
    // Not `instanceof`: servers for Node have a Response of their own, and `fetch` returns the runtime's.
    if (Object.prototype.toString.call(answer) !== '[object Response]' || answer.status === 0)
      throw new TypeError('The handler returned no Response: return respond(…), acknowledge() or a Response');
    // Only the second time: the first look at `bodyUsed` costs @hono/node-server half of its speed.
    if (sent.has(answer) && answer.bodyUsed)
      throw new TypeError('The handler returned a Response that was sent before: make a new one for each request');
    sent.add(answer);
    return answer;
  }

  async function answerError(error: unknown, req: Request): Promise<Response> {
    const { getResponse } = Object(error) as { getResponse?: unknown };
    if (typeof getResponse === 'function') return sendable((await getResponse.call(error)) as Response);
    if (onError) return sendable(await onError(error, req));
    throw error;
  }

  return async (req, ...rest) => {
    try {
      return sendable(await handler(req, ...rest));
    } catch (error) {
      try {
        return await answerError(error, req);
      } catch (second) {
        logErrors(error, second);
        return new Response('internal error', { status: 500 });
      }
    }
  };
}
