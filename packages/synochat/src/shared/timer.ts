/** Runs `action` once after that many milliseconds and returns how to call it off. */
export function after(ms: number, action: () => void): () => void {
  // A longer delay than 2³¹−1 would fire at once on every runtime.
  const timer = setTimeout(action, Math.min(ms, 2 ** 31 - 1));
  return () => {
    clearTimeout(timer);
  };
}

/** Resolves after that many milliseconds; an abort rejects it with the signal's reason. */
export async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  let stop: (() => void) | undefined;
  const slept = new Promise<void>((resolve) => {
    stop = after(ms, resolve);
  });
  await abortable(slept, signal).finally(stop);
}

/** The work, or the error that `late` makes when it is not over after that many milliseconds, whatever it does then. */
export function within<T>(ms: number, work: Promise<T>, late: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = after(ms, () => {
      reject(late());
    });
    work.then(resolve, reject).finally(stop);
  });
}

/** The work, or the signal's reason as soon as it aborts, whatever the work does then. */
export function abortable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const stop = onAbort(signal, () => {
      reject(signal.reason as Error);
    });
    work.then(resolve, reject).finally(stop);
  });
}

/** What is to be done when a signal aborts. One listener for all: signals look through theirs for each new one. */
interface Watch {
  readonly actions: Set<() => void>;
  readonly listener: () => void;
}

const watches = new WeakMap<AbortSignal, Watch>();

/** Does the action when the signal aborts, or now if it has; returns how to call it off, which leaves no listener behind. */
function onAbort(signal: AbortSignal, action: () => void): () => void {
  if (signal.aborted) {
    action();
    return () => undefined;
  }
  const watch = watches.get(signal) ?? startWatch(signal);
  watch.actions.add(action);
  return () => {
    watch.actions.delete(action);
    if (watch.actions.size > 0) return;
    signal.removeEventListener('abort', watch.listener);
    watches.delete(signal);
  };
}

function startWatch(signal: AbortSignal): Watch {
  const actions = new Set<() => void>();
  const listener = () => {
    for (const action of actions) action();
  };
  signal.addEventListener('abort', listener, { once: true });
  const watch = { actions, listener };
  watches.set(signal, watch);
  return watch;
}
