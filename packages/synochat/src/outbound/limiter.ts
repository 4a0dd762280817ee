/**
 * Tells how long to wait before the next post of one integration. It does not wait itself, so that memory, Redis and a
 * Durable Object can all be one.
 */
export interface RateLimiter {
  /** Takes the next slot of that key and returns the milliseconds until it begins. The key holds no token. */
  reserve(key: string): number | Promise<number>;
}

/** How a memory limiter counts. */
export interface LimiterOptions {
  /** Milliseconds between two posts. Default: 505, a little over the 500 that several clients found to be enough. */
  readonly interval?: number | undefined;
  /** Posts that may leave at once after a pause. Default: 1; Chat is not known to allow more. */
  readonly burst?: number | undefined;
  /** A clock in milliseconds that never jumps back. Default: `performance.now`. */
  readonly now?: (() => number) | undefined;
}

/** A token bucket in this process's memory: one number a key, forgotten when the bucket is full again. */
export function memoryLimiter({
  interval = defaultInterval,
  burst = 1,
  now = monotonic,
}: LimiterOptions = {}): RateLimiter {
  const buckets = createBuckets(now);
  return { reserve: (key) => buckets.reserve(key, interval, burst) };
}

export const defaultInterval = 505;

/** Buckets whose interval is told with each reservation. */
export interface Buckets {
  reserve(key: string, interval: number, burst?: number): number;
  /** Makes the interval begin now: the slot was used later than reserved. */
  restart(key: string, interval: number): void;
}

/** The buckets of this process, for every sender that brings no limiter of its own. */
export function createBuckets(now: () => number = monotonic): Buckets {
  /** When each bucket is full again, oldest reservation first. */
  const full = new Map<string, number>();

  const put = (key: string, time: number) => {
    // Moved to the end, so that those that are over are found at the front.
    full.delete(key);
    full.set(key, time);
  };

  return {
    reserve(key, interval, burst = 1) {
      const slack = (burst - 1) * interval;
      const time = now();
      const slot = Math.max(time - slack, full.get(key) ?? Number.NEGATIVE_INFINITY);
      for (const [old, until] of full) {
        if (until > time - slack) break;
        full.delete(old);
      }
      put(key, slot + interval);
      return Math.max(0, slot - time);
    },
    restart(key, interval) {
      put(key, now() + interval);
    },
  };
}

function monotonic(): number {
  return performance.now();
}
