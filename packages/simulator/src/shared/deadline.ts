import type { Sleep } from './world.ts';

/** What `within` throws when the time is over. */
export class TooLate extends Error {
  override readonly name = 'TooLate';
}

/** Does the work in at most that many milliseconds. Its signal aborts when the time is over. */
export async function within<T>(ms: number, sleep: Sleep, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const working = new AbortController();
  const waiting = new AbortController();
  const late = sleep(ms, waiting.signal).then(() => {
    const error = new TooLate(`no answer within ${ms} ms`);
    working.abort(error);
    throw error;
  });
  try {
    return await Promise.race([work(working.signal), late]);
  } finally {
    waiting.abort();
  }
}
