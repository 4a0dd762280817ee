import { assertOptions } from '../shared/assert.ts';
import { logErrors } from '../shared/log.ts';

/** The report of work that fails after the answer. */
export interface LateWorkOptions {
  /**
   * Receives the error; the result is awaited. Default: the error is printed by `console.error` without tokens. If
   * `onError` throws or rejects, the same happens: no failure becomes an unhandled rejection, which would end a process
   * on Node, Bun and Deno.
   */
  onError?: ((error: unknown) => unknown) | undefined;
}

/** Work that continues after the answer. */
export interface LateWork {
  /**
   * Tracks the work until it settles. On a Worker pass `ctx`: without the context the Worker is stopped after the
   * answer, with the context 30 seconds later (Cloudflare's limit). Other runtimes have no `ctx`.
   *
   * Throws a `TypeError` if the work is no promise. Never throws if the work fails.
   *
   * @param work The promise, not a function that returns it.
   * @param ctx The third argument of a Worker's `fetch`.
   */
  run(work: Promise<unknown>, ctx?: { waitUntil(promise: Promise<unknown>): void }): void;
  /**
   * Resolves when all work and every `onError` has settled, including work added meanwhile; never rejects. A server on
   * Node, Bun or Deno awaits `settled()` before it exits. Never resolves if some work never settles or if `onError`
   * awaits `settled()`.
   */
  settled(): Promise<void>;
}

/**
 * Returns an object that tracks work after the answer: acknowledge now, post the result later with an incoming webhook
 * or a bot.
 *
 * Chat stops waiting for slow answers (after an unknown time; several clients aim below 8 to 10 seconds), and offers no
 * address for a later answer. Settled work is not stored.
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
  // A count instead of promises: work that a runtime stopped never settles, and its promise would stay in memory.
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
      const finished = finish(work);
      ctx?.waitUntil(finished);
    },
    async settled() {
      while (running > 0) await new Promise<void>((resolve) => waiting.push(resolve));
    },
  };
}

function assertPromise(work: unknown): void {
  if (typeof (Object(work) as { then?: unknown }).then !== 'function')
    throw new TypeError('The work must be a promise: call the function, as in run(report()), not run(report)');
}
