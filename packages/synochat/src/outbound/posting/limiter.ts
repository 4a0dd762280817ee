import { assertFunction, assertOptions } from '../../shared/assert.ts';
import { putAndSweep } from './sweep.ts';

/**
 * Tells how long to wait before the next post of one integration. It does not wait itself, so that memory, Redis and a
 * Durable Object can all be one.
 */
export interface RateLimiter {
  /**
   * Takes the next slot of that key and returns the milliseconds until it begins. The key holds no token. When
   * it fails, the message is not sent (`limiter_failed`); one that takes longer than 30 seconds, and than the message's
   * `timeout`, is overtaken by those behind it in line. After the abort of `signal` the slot is of no use to the caller.
   */
  reserve(key: string, signal?: AbortSignal): number | Promise<number>;
}

/** How a memory limiter counts. */
export interface LimiterOptions {
  /** Milliseconds between two posts. Default: 505, a little over the 500 that several clients found to be enough. */
  interval?: number | undefined;
  /** Posts that may leave at once after a pause. Default: 1; Chat is not known to allow more. */
  burst?: number | undefined;
  /** A clock in milliseconds; one that is set back makes nobody wait for it to catch up. Default: `performance.now`. */
  now?: (() => number) | undefined;
}

export const defaultInterval = 505;

/**
 * A token bucket in this process's memory: one number a key, forgotten when the bucket is full again.
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
  // When the bucket of each key is full again.
  const full = new Map<string, number>();
  const slack = (burst - 1) * interval;
  const elapsed = forwardOnly(now);
  return {
    reserve(key) {
      const time = elapsed();
      const slot = Math.max(time - slack, full.get(key) ?? Number.NEGATIVE_INFINITY);
      putAndSweep(full, key, slot + interval, (until) => until <= time - slack);
      return Math.max(0, slot - time);
    },
  };
}

/** The time that has passed on a clock, which stands still where it is set back. Throws a `RangeError` for a time that is none. */
function forwardOnly(now: () => number): () => number {
  let passed = 0;
  let seen = Number.POSITIVE_INFINITY;
  return () => {
    const time = now();
    if (!Number.isFinite(time)) throw new RangeError('now must give a number of milliseconds');
    passed += Math.max(0, time - seen);
    seen = time;
    return passed;
  };
}

/** Throws a `RangeError` unless it is a finite number of 0 or more. */
export function assertMilliseconds(value: unknown, name: string): asserts value is number {
  if (!Number.isFinite(value) || (value as number) < 0)
    throw new RangeError(`${name} must be a number of milliseconds`);
}
