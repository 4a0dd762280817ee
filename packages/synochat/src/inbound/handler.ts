import { RequestError } from '../shared/errors.ts';

/** What happens to errors that are no refusal. */
export interface HandlerOptions {
  /** Answers an error of your own code. Left out, the error is rethrown to the runtime. */
  readonly onError?: ((error: unknown, req: Request) => Response | Promise<Response>) | undefined;
}

/**
 * The handler with every `RequestError` answered, for where no framework does it: Bun.serve, Deno.serve, a Worker.
 *
 * Further arguments, as `env` and `ctx` of a Worker, are passed on. Nothing is logged.
 */
export function chatHandler<Rest extends unknown[]>(
  handler: (req: Request, ...rest: Rest) => Response | Promise<Response>,
  { onError }: HandlerOptions = {},
): (req: Request, ...rest: Rest) => Promise<Response> {
  return async (req, ...rest) => {
    try {
      return await handler(req, ...rest);
    } catch (error) {
      if (error instanceof RequestError) return error.getResponse();
      if (onError) return onError(error, req);
      throw error;
    }
  };
}
