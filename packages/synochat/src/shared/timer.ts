/** Runs `action` once after that many milliseconds and returns how to call it off. */
export function after(ms: number, action: () => void): () => void {
  // A longer delay than 2³¹−1 would fire at once on every runtime.
  const timer = setTimeout(action, Math.min(ms, 2 ** 31 - 1));
  return () => {
    clearTimeout(timer);
  };
}

/** Milliseconds that a timer may be late before the process counts as suspended. */
const punctual = 2;
/** Milliseconds in which a process that was suspended reads what arrived meanwhile. One turn of the event loop is too few, on Bun by far. */
const catchUp = 50;

/**
 * Like `after`, for a timeout. If the timer fires late, because the process was suspended or busy, the answer may lie
 * unread in the socket: the action then runs 50 ms later, unless it is called off by then.
 */
export function deadline(ms: number, action: () => void): () => void {
  const due = performance.now() + ms;
  let stop = after(ms, () => {
    if (performance.now() <= due + punctual) action();
    else stop = after(catchUp, action);
  });
  return () => {
    stop();
  };
}

/** Resolves after that many milliseconds; an abort rejects it with the signal's reason. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  let stop: (() => void) | undefined;
  const slept = new Promise<void>((resolve) => {
    stop = after(ms, resolve);
  });
  return abortable(slept, signal).finally(stop);
}

/**
 * The work, or the error that `late` makes when it is not over after that many milliseconds, whatever it does then.
 *
 * A timer costs as much as decoding a body, and most bodies come along with their request. In memory and on Deno they
 * have been read after a few microtasks, on Node and Bun before the event loop turns: it is set after that.
 */
export function within<T>(ms: number, work: Promise<T>, late: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    let isOver = false;
    let stop: (() => void) | undefined;
    const end =
      <Value>(settle: (value: Value) => void) =>
      (value: Value) => {
        isOver = true;
        stop?.();
        settle(value);
      };
    work.then(end(resolve), end(reject));
    const setTimer = () => {
      stop = deadline(ms, () => {
        reject(late());
      });
    };
    const wait = async () => {
      for (let turn = 0; turn < 3; turn++) await Promise.resolve();
      if (isOver) return;
      const { setImmediate, clearImmediate } = globalThis as Turns;
      if (!setImmediate) {
        setTimer();
        return;
      }
      const turn = setImmediate(setTimer);
      stop = () => clearImmediate?.(turn);
    };
    // Some edge runtimes have a stub in its place, which throws.
    wait().catch(setTimer);
  });
}

/** No part of the standards, nor of workerd by itself: the next turn of the event loop. */
interface Turns {
  readonly setImmediate?: (action: () => void) => unknown;
  readonly clearImmediate?: (turn: unknown) => void;
}

/** Those who wait, by the signal that may end it. One listener for all: signals look through theirs for each new one. */
const waiting = new WeakMap<AbortSignal, Set<(reason: unknown) => void>>();

/** The work, or the signal's reason as soon as it aborts, whatever the work does then. Leaves no listener behind. */
export function abortable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const all = waiting.get(signal) ?? new Set();
    const stop = () => {
      all.delete(reject);
      if (all.size > 0) return;
      signal.removeEventListener('abort', rejectAll);
      waiting.delete(signal);
    };
    work.then(resolve, reject).finally(stop);
    if (signal.aborted) reject(signal.reason as Error);
    else {
      waiting.set(signal, all.add(reject));
      signal.addEventListener('abort', rejectAll, { once: true });
    }
  });
}

function rejectAll({ target }: Event): void {
  const signal = target as AbortSignal;
  for (const reject of waiting.get(signal) ?? []) reject(signal.reason);
}
