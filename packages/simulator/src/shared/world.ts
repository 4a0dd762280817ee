/** Makes one HTTP request; the same shape as the global function, called as a bare function. */
export type SimulatorFetch = (url: string, init: RequestInit) => Promise<Response>;

/** Resolves after that many milliseconds, or at once when the signal aborts. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

/**
 * Looks at the certificate that an https address shows. Resolves with what is wrong with it, and with undefined if it is
 * valid or none is shown.
 */
export type CheckCertificate = (url: string, signal: AbortSignal) => Promise<string | undefined>;

/** What the server takes from outside itself, so that a test can hold clock, network and chance in its hand. */
export interface World {
  readonly fetch: SimulatorFetch;
  readonly now: () => number;
  readonly sleep: Sleep;
  /** From 0 up to, but not, 1. */
  readonly random: () => number;
  /** Undefined: no certificate can be looked at. */
  readonly checkCertificate: CheckCertificate | undefined;
}

/** Each global is looked up when it is called: a runtime or a test may replace it later. */
export const realWorld: World = {
  fetch: (url, init) => globalThis.fetch(url, init),
  now: () => Date.now(),
  random: () => Math.random(),
  // No runtime's own names in here: each has another way to a certificate, and some have none.
  checkCertificate: undefined,
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
