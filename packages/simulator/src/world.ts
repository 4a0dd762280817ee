/** Makes one HTTP request; the same shape as the global function, called as a bare function. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Resolves after that many milliseconds, or at once when the signal aborts. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

/** What the server takes from outside itself, so that a test can hold the clock and the network in its hand. */
export interface World {
  readonly fetch: Fetch;
  readonly now: () => number;
  readonly sleep: Sleep;
}

/** Each global is looked up when it is called: a runtime or a test may replace it later. */
export const realWorld: World = {
  fetch: (url, init) => globalThis.fetch(url, init),
  now: () => Date.now(),
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
