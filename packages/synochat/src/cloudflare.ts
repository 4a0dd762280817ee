/**
 * Paces the posts of all isolates of a Worker, by a Durable Object.
 *
 * @module synochat/cloudflare
 */
import { DurableObject } from 'cloudflare:workers';
import type { RateLimiter } from './index.ts';
import { assertMilliseconds } from './shared/assert.ts';
import { learn, learnedFor } from './shared/learn.ts';

/** Options of a limiter of Durable Objects. */
export interface DurableLimiterOptions {
  /**
   * Milliseconds between two posts, at least. After each 411 the object leaves more, up to twice the interval, and then
   * less again with each post. Default: 505, a little over the 500 that several clients found to be enough.
   */
  interval?: number | undefined;
}

/** The members that `durableLimiter` uses of the binding whose class is `ChatBucket`. */
export interface BucketNamespace {
  /** Returns the stub of the object with that name. */
  getByName(name: string): { reserve(interval: number, refusals?: number): Promise<number> };
}

/**
 * Returns a rate limiter for all isolates of a Worker, and for other Workers with a binding to the same class. Each
 * integration has a `ChatBucket`, named by the integration's key, which holds no token.
 *
 * The way back from the object adds to each wait. If callers are far apart, two posts can come too close together: Chat
 * rejects the second (411), and the second reserves another slot. The object then leaves more between two posts.
 *
 * If an object fails with Cloudflare's `retryable`, the reservation is retried, up to three attempts in all. Any other error,
 * and an error with `overloaded`, becomes the cause of a `limiter_failed` before the message is posted. Throws a
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
    async reserve(key, _signal, refusals) {
      for (let attempt = 1; ; attempt++) {
        try {
          // A stub may stay broken after a failure, so each attempt makes a new stub.
          return await namespace.getByName(key).reserve(interval, refusals);
        } catch (error) {
          if (attempt === 3 || !isTransient(error)) throw error;
          // If only the answer was lost, the slot stays empty, and no post comes too early.
          await new Promise((resolve) => setTimeout(resolve, 50 * 2 ** attempt));
        }
      }
    },
  };
}

/** The last reservation. The next slot is stored as a distance, which stays right if the clock is changed. */
interface Reservation {
  /** The time of the reservation, by the object's clock. */
  readonly at: number;
  /** Milliseconds from that time until the next slot. */
  readonly ahead: number;
  /** The learned share of the interval. */
  readonly share?: number;
}

/**
 * Holds the slots of an integration, as a Durable Object. Export the class from your Worker, and bind the class by
 * `new_sqlite_classes`.
 *
 * Each reservation writes a row, so that no slot is assigned twice after a move, a restart or an eviction of the
 * object.
 *
 * @example
 * ```ts
 * export { ChatBucket } from 'synochat/cloudflare';
 * ```
 */
export class ChatBucket extends DurableObject {
  /**
   * Reserves the next slot and returns the milliseconds until the slot begins. `refusals` is how often in a row Chat has
   * refused the post as too early. Rejects with a `RangeError` for an invalid interval.
   */
  async reserve(interval: number, refusals = 0): Promise<number> {
    assertMilliseconds(interval, 'interval');
    // No other reservation runs in between: events wait while storage is read.
    const last = await this.ctx.storage.get<Reservation>('reservation');
    const at = Date.now();
    // If the clock was set back, no time counts as passed: no slot is assigned twice, and no caller waits for the clock.
    const { ahead, share: learned = 0 } = last ?? { ahead: 0 };
    const passed = last ? Math.max(0, at - last.at) : 0;
    const wait = Math.max(0, ahead - passed);
    const share = learn(passed > ahead + learnedFor ? 0 : learned, interval > 0 ? refusals : 0);
    const next: Reservation = { at, ahead: wait + interval * (1 + share), share };
    await this.ctx.storage.put('reservation', next);
    // The duration of a write varies by more than the margin between two posts, so the write is part of the wait.
    await this.ctx.storage.sync();
    return Math.max(0, wait - Math.max(0, Date.now() - at));
  }
}

/** Returns whether Cloudflare suggests a retry. */
function isTransient(error: unknown): boolean {
  const { retryable, overloaded } = error as { retryable?: unknown; overloaded?: unknown };
  return retryable === true && overloaded !== true;
}
