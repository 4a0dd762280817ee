import { assertFunction, assertMilliseconds, assertOptions } from '../../shared/assert.ts';
import { learn, learnedFor } from '../../shared/learn.ts';
import { putAndSweep } from './sweep.ts';

/**
 * Decides how long to wait before the next post of an integration. The sender waits, not the limiter, so that memory,
 * Redis and a Durable Object can all implement a limiter.
 */
export interface RateLimiter {
  /**
   * Reserves the next slot of the key and returns the milliseconds until the slot begins. The key holds no token. If
   * the reservation fails, the message is not sent (`limiter_failed`). If the reservation takes longer than 30 seconds
   * and longer than the `timeout` of the message, the messages behind are sent first. After an abort of `signal` the
   * caller needs no slot. `refusals` is how often in a row Chat has refused the message as too early (411): a limiter
   * can learn a larger interval from the refusals.
   */
  reserve(key: string, signal?: AbortSignal, refusals?: number): number | Promise<number>;
}

/** How a memory limiter counts. */
export interface LimiterOptions {
  /**
   * Milliseconds between two posts, at least. After each 411 the limiter leaves more, up to twice the interval, and then
   * less again with each post. Default: 505, a little over the 500 that several clients found to be enough.
   */
  interval?: number | undefined;
  /** The number of posts that may leave at once after a pause. Default: 1; Chat is not known to allow more. */
  burst?: number | undefined;
  /** A clock in milliseconds. No post waits for a clock set back. Default: `performance.now`. */
  now?: (() => number) | undefined;
}

export const defaultInterval = 505;

interface Bucket {
  /** When the bucket is full again. */
  readonly full: number;
  /** The learned share of the interval. */
  readonly share: number;
}

/**
 * Creates a token bucket in the memory of the process: two numbers per key, deleted when the bucket is full again, or ten
 * minutes later if the limiter has learned from refusals.
 *
 * Throws a `RangeError` for an invalid interval or burst, and a `TypeError` for other invalid options.
 *
 * @example
 * ```ts
 * const limiter = memoryLimiter({ interval: 1000 });
 * await sendIncoming(process.env.SYNOCHAT_WEBHOOK!, 'One message a second', { limiter });
 * ```
 */
export function memoryLimiter(options: LimiterOptions = {}): RateLimiter {
  assertOptions(options);
  const { interval = defaultInterval, burst = 1, now = () => performance.now() } = options;
  assertMilliseconds(interval, 'interval');
  assertFunction('now', now);
  if (typeof burst !== 'number' || !(burst >= 1)) throw new RangeError('burst must be 1 or more');
  const buckets = new Map<string, Bucket>();
  const slack = (burst - 1) * interval;
  const clock = forwardOnly(now);
  return {
    reserve(key, _signal, refusals = 0) {
      const time = clock();
      const isExpired = ({ full, share }: Bucket) => full + (share && learnedFor) <= time - slack;
      const bucket = buckets.get(key);
      const { full, share: learned } =
        bucket && !isExpired(bucket) ? bucket : { full: Number.NEGATIVE_INFINITY, share: 0 };
      const slot = Math.max(time - slack, full);
      const share = learn(learned, interval > 0 ? refusals : 0);
      putAndSweep(buckets, key, { full: slot + interval * (1 + share), share }, isExpired);
      return Math.max(0, slot - time);
    },
  };
}

/** Returns a clock that stands still while `now` is set back. The clock throws a `RangeError` if `now` does not return a finite number. */
function forwardOnly(now: () => number): () => number {
  let elapsed = 0;
  let last = Number.POSITIVE_INFINITY;
  return () => {
    const time = now();
    if (!Number.isFinite(time)) throw new RangeError('now must return a number of milliseconds');
    elapsed += Math.max(0, time - last);
    last = time;
    return elapsed;
  };
}
