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
 * Settles like `work`, or rejects with `makeError()` after `ms` milliseconds.
 *
 * A timer for each request costs 16 % of the request rate over HTTP on Node, and most bodies arrive with their request.
 * The timer is therefore set in the next turn of the event loop, where the runtime has `setImmediate`.
 */
export function within<T>(ms: number, work: Promise<T>, makeError: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    let stop: () => void;
    const setTimer = () => {
      stop = deadline(ms, () => {
        reject(makeError());
      });
    };
    if (turns) {
      // As functions of their own: workerd rejects a call by a member.
      const { setImmediate, clearImmediate } = turns;
      const turn = setImmediate(setTimer);
      stop = () => {
        clearImmediate(turn);
      };
    } else setTimer();
    // Not by `finally`, whose further promises cost 7 % of the CPU time of a request on Node.
    const ending =
      <Value>(end: (value: Value) => void) =>
      (value: Value) => {
        stop();
        end(value);
      };
    work.then(ending(resolve), ending(reject));
  });
}

/** The functions for the next turn of the event loop, which no standard has. */
interface Turns {
  readonly setImmediate: (action: () => void) => unknown;
  readonly clearImmediate: (turn: unknown) => void;
}

/** Undefined on a Worker, where workerd forbids `setImmediate` at import. */
const turns = /* @__PURE__ */ findTurns(globalThis as Partial<Turns>);

/** Returns the functions, or undefined if one is missing or throws: some edge runtimes have a stub. */
function findTurns({ setImmediate, clearImmediate }: Partial<Turns>): Turns | undefined {
  try {
    if (!setImmediate || !clearImmediate) return undefined;
    clearImmediate(setImmediate(() => undefined));
    return { setImmediate, clearImmediate };
  } catch {
    return undefined;
  }
}

/** The pending rejections of each signal. Node warns of a leak at the 11th listener of a signal, so one listener serves all. */
const pending = new WeakMap<AbortSignal, Set<(reason: unknown) => void>>();

/** Settles like `work`, or rejects with the signal's reason as soon as the signal aborts. Leaves no listener behind. */
export function abortable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const rejections = pending.get(signal) ?? new Set();
    pending.set(signal, rejections.add(reject));
    if (signal.aborted) reject(signal.reason as Error);
    else signal.addEventListener('abort', rejectAll, { once: true });
    work.then(resolve, reject).finally(() => {
      rejections.delete(reject);
      if (rejections.size === 0) signal.removeEventListener('abort', rejectAll);
    });
  });
}

function rejectAll({ target }: Event): void {
  const signal = target as AbortSignal;
  for (const reject of pending.get(signal) ?? []) reject(signal.reason);
}
