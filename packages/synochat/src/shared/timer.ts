/** Runs `action` once after that many milliseconds and returns how to call it off. */
export function after(ms: number, action: () => void): () => void {
  // A longer delay than 2³¹−1 would fire at once on every runtime.
  const timer = setTimeout(action, Math.min(ms, 2 ** 31 - 1));
  return () => {
    clearTimeout(timer);
  };
}

/** Resolves after that many milliseconds; an abort ends it early, with the signal's reason. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  let stop: () => void = () => undefined;
  const slept = new Promise<void>((resolve) => {
    stop = after(ms, resolve);
  });
  return abortable(slept, signal).finally(() => {
    stop();
  });
}

/**
 * The work, or the signal's reason as soon as it aborts, whatever the work does then.
 *
 * The one listener goes when the work ends: a signal that lives as long as the program must not collect them.
 */
export async function abortable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  let stop: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    const onAbort = () => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    stop = () => {
      signal.removeEventListener('abort', onAbort);
    };
    if (signal.aborted) onAbort();
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    stop();
  }
}
