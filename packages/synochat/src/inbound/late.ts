/** What happens to work that fails after the answer. */
export interface LateWorkOptions {
  /**
   * Hears of the error; what it returns is awaited. Left out, the error goes to the runtime as an unhandled rejection,
   * and so does one of `onError` itself. A program that calls `process.exit` as soon as all is settled needs it: the
   * runtime's own report comes a moment later.
   */
  readonly onError?: ((error: unknown) => unknown) | undefined;
}

/** Work that goes on after the answer was given. */
export interface LateWork {
  /**
   * Keeps the work until it is over, and tells a Worker's `ctx` to do so too: without it the work is cut off there when
   * the answer has gone, with it 30 seconds later (Cloudflare's limit). Elsewhere there is no `ctx`.
   *
   * Throws a `TypeError` for what is no promise, never for work that fails.
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
 * no address to answer to later. Nothing is logged, and work that is over is forgotten.
 */
export function lateWork({ onError }: LateWorkOptions = {}): LateWork {
  // A count and no promises: work that a runtime cut off never settles, and would be held for ever.
  let running = 0;
  let waiting: (() => void)[] = [];

  async function finish(work: Promise<unknown>): Promise<void> {
    try {
      await work;
    } catch (error) {
      if (!onError) throw error;
      await onError(error);
    } finally {
      running--;
      if (running === 0) {
        for (const wake of waiting) wake();
        waiting = [];
      }
    }
  }

  return {
    run(work, ctx) {
      assertPromise(work);
      running++;
      const over = finish(work);
      // Nobody else holds `over`: an error in it is the runtime's.
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
