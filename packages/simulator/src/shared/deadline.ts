import type { Sleep } from './world.ts';

/** Thrown by `within` after the deadline. */
export class TimeoutError extends Error {
  override readonly name = 'TooLate';
}

/** Settles like `work`, or rejects with a `TimeoutError` after `ms` milliseconds. The signal aborts then. */
export async function within<T>(ms: number, sleep: Sleep, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const workAbort = new AbortController();
  const sleepAbort = new AbortController();
  const timeout = sleep(ms, sleepAbort.signal).then(() => {
    const error = new TimeoutError(`no answer within ${ms} ms`);
    workAbort.abort(error);
    throw error;
  });
  try {
    return await Promise.race([work(workAbort.signal), timeout]);
  } finally {
    sleepAbort.abort();
  }
}
