/** Time that stands still while anything runs, and then moves to the next timer: minutes of waiting in an instant. */
export interface Clock {
  /** Real work during which time must not move on. */
  during<T>(work: Promise<T>): Promise<T>;
}

interface Timer {
  readonly at: number;
  readonly action: () => void;
}

const real = { setTimeout, clearTimeout, now: performance.now.bind(performance) };
const { subtle } = crypto;

/** Returns the result of the work, with `setTimeout` and `performance.now` on a clock of their own until then. */
export async function onOwnClock<T>(work: (clock: Clock) => Promise<T>): Promise<T> {
  const timers = new Map<number, Timer>();
  let now = 0;
  let id = 0;
  let busy = 0;
  const set = (action: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) => {
    const run = () => {
      action(...args);
    };
    timers.set(++id, { at: now + Math.max(ms, 0), action: run });
    return id;
  };
  Object.assign(globalThis, { setTimeout: set, clearTimeout: (timer: number) => timers.delete(timer) });
  performance.now = () => now;
  const during = <Result>(exchange: Promise<Result>): Promise<Result> => {
    busy++;
    return exchange.finally(() => busy--);
  };
  // Is done by another thread, for which the turns below need not wait.
  subtle.digest = (...args) => during(SubtleCrypto.prototype.digest.apply(subtle, args));
  try {
    const done = { yet: false };
    const result = work({ during }).finally(() => (done.yet = true));
    void result.catch(() => undefined);
    while (!done.yet) {
      // Promises and streams settle within a few turns of the event loop.
      for (let turn = 0; turn < 4 || busy > 0; turn++) await new Promise((resolve) => setImmediate(resolve));
      const [next, timer] = soonest(timers);
      if (!timer) continue;
      timers.delete(next);
      now = timer.at;
      timer.action();
    }
    return await result;
  } finally {
    Object.assign(globalThis, { setTimeout: real.setTimeout, clearTimeout: real.clearTimeout });
    performance.now = real.now;
    Reflect.deleteProperty(subtle, 'digest');
  }
}

/** The one that is due first; of those due together the one set first. */
function soonest(timers: ReadonlyMap<number, Timer>): readonly [id: number, timer: Timer | undefined] {
  let found: readonly [number, Timer | undefined] = [0, undefined];
  for (const entry of timers) if (entry[1].at < (found[1]?.at ?? Number.POSITIVE_INFINITY)) found = entry;
  return found;
}
