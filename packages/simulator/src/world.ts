/** Makes one HTTP request; the same shape as the global function, called as a bare function. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Resolves after that many milliseconds, or at once when the signal aborts. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

/** What the server takes from outside itself, so that a test can hold clock, network and chance in its hand. */
export interface World {
  readonly fetch: Fetch;
  readonly now: () => number;
  readonly sleep: Sleep;
  /** From 0 up to, but not, 1. */
  readonly random: () => number;
}

/** Each global is looked up when it is called: a runtime or a test may replace it later. */
export const realWorld: World = {
  fetch: (url, init) => globalThis.fetch(url, init),
  now: () => Date.now(),
  random: () => Math.random(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      signal?.addEventListener(
        'abort',
        () => {
          clearTimeout(timer);
          resolve();
        },
        { once: true },
      );
    }),
};
