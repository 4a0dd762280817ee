import { assertOptions } from '../shared/assert.ts';
import { logErrors } from '../shared/log.ts';

/** How work that fails after the answer is reported. */
export interface LateWorkOptions {
  /**
   * Receives the error; its result is awaited. Default: the error is printed by `console.error` without tokens. An
   * `onError` that throws or rejects ends the same way: no failure becomes an unhandled rejection, which would end a
   * process on Node, Bun and Deno.
   */
  onError?: ((error: unknown) => unknown) | undefined;
}

/** Work that goes on after the answer was given. */
export interface LateWork {
  /**
   * Keeps the work until it is over, and tells a Worker's `ctx` to do so too: without it the work is cut off there when
   * the answer has gone, with it 30 seconds later (Cloudflare's limit). Elsewhere there is no `ctx`.
   *
   * Throws a `TypeError` for what is no promise, never for work that fails.
   *
   * @param work The promise, not the function that makes one.
   * @param ctx The third argument of a Worker's `fetch`.
   */
  run(work: Promise<unknown>, ctx?: { waitUntil(promise: Promise<unknown>): void }): void;
  /**
   * Resolves when all work is over, also what was added meanwhile and what `onError` does; it never rejects. A server
   * on Node, Bun or Deno awaits it before it exits. Work that never ends is waited for without end, and so is an
   * `onError` that waits for this.
   */
  settled(): Promise<void>;
}

/**
 * A keeper of work that outlasts its answer: acknowledge now, post the result later with an incoming webhook or a bot.
 *
 * Chat gives up on slow answers (nobody knows after how long; several clients aim below 8 to 10 seconds), and it offers
 * no address to answer to later. Work that is over is forgotten.
 *
 * @example
 * ```ts
 * const late = lateWork();
 * const handler = chatHandler(async (req) => {
 *   const { rest } = await parseOutgoing(req, { token });
 *   late.run(count(rest).then((result) => sendIncoming(webhook, result)));
 *   return acknowledge();
 * });
 * ```
 */
export function lateWork(options: LateWorkOptions = {}): LateWork {
  assertOptions(options);
  const { onError } = options;
  // A count and no promises: work that a runtime cut off never settles, and would be held for ever.
  let running = 0;
  let waiting: (() => void)[] = [];

  async function finish(work: Promise<unknown>): Promise<void> {
    try {
      await work;
    } catch (error) {
      await report(error);
    } finally {
      running--;
      if (running === 0) {
        for (const wake of waiting) wake();
        waiting = [];
      }
    }
  }

  async function report(error: unknown): Promise<void> {
    try {
      if (!onError) throw error;
      await onError(error);
    } catch (second) {
      logErrors(error, second);
    }
  }

  return {
    run(work, ctx) {
      assertPromise(work);
      running++;
      const over = finish(work);
      ctx?.waitUntil(over);
    },
    async settled() {
      while (running > 0) await new Promise<void>((resolve) => waiting.push(resolve));
    },
  };
}

function assertPromise(work: unknown): void {
  if (typeof (Object(work) as { then?: unknown }).then !== 'function')
    throw new TypeError('The work must be a promise: call the function, run(report()) and not run(report)');
}
