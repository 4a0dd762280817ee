import { setTimeout as pause } from 'node:timers/promises';
import { type Output, UsageError } from '@synochat/command-line';
import { SendError } from 'synochat';
import { errorData } from './errors.ts';

/** The time in which a failed call is repeated. */
export interface Retries {
  /** Waits before the next try. Returns false if no try is left or if the error is final. */
  readonly next: (error: unknown) => Promise<boolean>;
}

interface RetryOptions {
  readonly signal: AbortSignal;
  readonly output: Output;
}

const firstPause = 1000;
const longestPause = 30_000;
const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };

/** Returns the milliseconds of `--retry`, 0 without the flag. Throws a `UsageError` if the duration is invalid. */
export function readRetry(duration = '0s'): number {
  const [, count = '', unit = 's'] = /^(\d+(?:\.\d+)?)([smh])?$/.exec(duration) ?? [];
  const ms = Number(count) * (units[unit] ?? 0);
  if (count === '' || ms > 24 * 3_600_000)
    throw new UsageError('--retry must be a duration of at most a day, such as 30s, 5m or 2h');
  return ms;
}

/**
 * Creates the tries of a duration in milliseconds, which begins now. Waits start at a second and double, up to 30 seconds.
 * The last try begins when the time ends. Only an error is retried after which Chat shows nothing, so nothing is posted twice.
 */
export function createRetries(duration: number, { signal, output }: RetryOptions): Retries {
  const end = performance.now() + duration;
  let wait = firstPause;
  return {
    async next(error) {
      if (!canRepeat(error)) return false;
      const remaining = end - performance.now();
      const { retryAfter = 0 } = error;
      // A try before the time that a proxy names is in vain.
      if (remaining <= 0 || retryAfter > remaining) return false;
      output.progress(`Next try soon. ${errorData(error).message}`);
      await pause(Math.min(remaining, Math.max(wait, retryAfter)), undefined, { signal }).catch(() => {
        throw signal.reason;
      });
      wait = Math.min(wait * 2, longestPause);
      return true;
    },
  };
}

/** Resolves like the call, which is repeated while tries are left. */
export async function withRetries<Result>(call: () => Promise<Result>, retries: Retries): Promise<Result> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!(await retries.next(error))) throw error;
    }
  }
}

/** Returns whether a later try can help and cannot post any part twice. */
export function canRepeat(error: unknown): error is SendError {
  return error instanceof SendError && error.posted === 'no' && error.retryable;
}
