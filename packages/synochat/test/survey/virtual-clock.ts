/** A clock whose time passes only while everything waits for it. */
export interface VirtualClock {
  readonly now: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Lets time pass until the work settles. */
  readonly run: <T>(work: Promise<T>) => Promise<T>;
}

export function createVirtualClock(): VirtualClock {
  let now = 1_764_421_200_000;
  let timers: { readonly at: number; readonly fire: () => void }[] = [];
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) {
          resolve();
          return;
        }
        const timer = { at: now + Math.max(0, ms), fire: resolve };
        timers.push(timer);
        signal?.addEventListener('abort', () => {
          timers = timers.filter((each) => each !== timer);
          resolve();
        });
      }),
    async run(work) {
      const state = { isSettled: false };
      const settled = work.finally(() => (state.isSettled = true));
      settled.catch(() => undefined);
      for (;;) {
        for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
        if (state.isSettled) return settled;
        const at = Math.min(...timers.map((timer) => timer.at));
        if (at === Infinity) throw new Error('Everything waits, but not for the clock.');
        now = at;
        const due = timers.filter((timer) => timer.at === at);
        timers = timers.filter((timer) => timer.at !== at);
        for (const { fire } of due) fire();
      }
    },
  };
}
