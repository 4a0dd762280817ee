/** Runs `action` once after that many milliseconds and returns how to call it off. */
export function after(ms: number, action: () => void): () => void {
  // A longer delay than 2³¹−1 would fire at once on every runtime.
  const timer = setTimeout(action, Math.min(ms, 2 ** 31 - 1));
  return () => {
    clearTimeout(timer);
  };
}

/** Resolves after that many milliseconds, or when `onStart`'s argument is called; an abort rejects it with the signal's reason. */
export async function sleep(ms: number, signal?: AbortSignal, onStart?: (wake: () => void) => void): Promise<void> {
  let stop: (() => void) | undefined;
  const slept = new Promise<void>((resolve) => {
    stop = after(ms, resolve);
    onStart?.(resolve);
  });
  await abortable(slept, signal).finally(stop);
}

/**
 * The work, or the signal's reason as soon as it aborts, whatever the work does then.
 *
 * The one listener goes when the work ends: a signal that lives as long as the program must not collect them.
 */
export function abortable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    const stop = () => {
      signal.removeEventListener('abort', onAbort);
    };
    work.then(resolve, reject).finally(stop);
  });
}
