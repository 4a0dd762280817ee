import type { Sleep } from './world.ts';

/** What `within` throws when the time is over. */
export class TimeoutError extends Error {
  override readonly name = 'TooLate';
}

/** Does the work in at most that many milliseconds. Its signal aborts when the time is over. */
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
