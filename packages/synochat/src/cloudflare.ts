/**
 * One pace for all isolates of a Worker, kept by a Durable Object.
 *
 * @module synochat/cloudflare
 */
import { DurableObject } from 'cloudflare:workers';
import type { RateLimiter } from './index.ts';
import { assertMilliseconds } from './shared/assert.ts';

/** How a limiter of Durable Objects counts. */
export interface DurableLimiterOptions {
  /** Milliseconds between two posts. Default: 505, a little over the 500 that several clients found to be enough. */
  interval?: number | undefined;
}

/** What is used of the binding whose class is `ChatBucket`. */
export interface BucketNamespace {
  /** Returns the stub of the object with that name. */
  getByName(name: string): { reserve(interval: number): Promise<number> };
}

/**
 * A rate limiter that all isolates of a Worker share, and other Workers with a binding to the same class: one
 * `ChatBucket` for each integration, named by its key, which holds no token.
 *
 * What the way back from the object takes comes on top of each wait. Where callers are so far apart that this brings
 * two posts too close together, Chat refuses the second (411) and it takes another slot; a larger interval avoids that.
 *
 * An object that fails for a moment (Cloudflare's `retryable`) is asked again, up to three times in all; any other
 * error, and one that says `overloaded`, is the cause of a `limiter_failed`, before that post has left. Throws a
 * `RangeError` for an invalid interval.
 * https://developers.cloudflare.com/durable-objects/best-practices/error-handling/
 *
 * @param namespace The binding whose class is `ChatBucket`.
 * @example
 * ```ts
 * await sendIncoming(env.WEBHOOK_URL, 'Deployed', { limiter: durableLimiter(env.BUCKETS) });
 * ```
 */
export function durableLimiter(namespace: BucketNamespace, options: DurableLimiterOptions = {}): RateLimiter {
  const { interval = 505 } = options;
  assertMilliseconds(interval, 'interval');
  return {
    async reserve(key) {
      for (let attempt = 1; ; attempt++) {
        try {
          // A stub that has failed may be broken for good: one for each attempt.
          return await namespace.getByName(key).reserve(interval);
        } catch (error) {
          if (attempt === 3 || !isPassing(error)) throw error;
          // A slot that was taken and whose answer got lost stays empty; nobody's turn comes too early.
          await new Promise((resolve) => setTimeout(resolve, 50 * 2 ** attempt));
        }
      }
    },
  };
}

/** The end of the last slot, as a distance: it stays true when the clock does not. */
interface Taken {
  /** When that was, on the object's clock. */
  readonly at: number;
  /** Milliseconds from then until the next slot. */
  readonly ahead: number;
}

/**
 * The Durable Object that holds the slots of one integration. Export it from your Worker, and bind it by
 * `new_sqlite_classes`.
 *
 * Each reservation is one row written, so that an object that is moved, restarted or evicted while others still wait
 * for their slots gives none of them away again.
 *
 * @example
 * ```ts
 * export { ChatBucket } from 'synochat/cloudflare';
 * ```
 */
export class ChatBucket extends DurableObject {
  /** Takes the next slot and returns the milliseconds until it begins. Rejects with a `RangeError` for an invalid interval. */
  async reserve(interval: number): Promise<number> {
    assertMilliseconds(interval, 'interval');
    // No other reservation comes in between: events wait while storage is read.
    const taken = await this.ctx.storage.get<Taken>('taken');
    const at = Date.now();
    // A clock that went back stands still: no slot is given twice, and nobody waits for it to catch up.
    const wait = taken ? Math.max(0, taken.ahead - Math.max(0, at - taken.at)) : 0;
    await this.ctx.storage.put('taken', { at, ahead: wait + interval } satisfies Taken);
    // How long a write takes varies by more than two posts may come closer: it is part of the wait.
    await this.ctx.storage.sync();
    return Math.max(0, wait - Math.max(0, Date.now() - at));
  }
}

/** Whether Cloudflare suggests to ask again. */
function isPassing(error: unknown): boolean {
  const { retryable, overloaded } = error as { retryable?: unknown; overloaded?: unknown };
  return retryable === true && overloaded !== true;
}
