/** Answers an HTTP request, as the `fetch` of an app or of a Worker does. Called without `this`. */
export type SimulatorFetch = (req: Request) => Response | Promise<Response>;

/** Resolves after `ms` milliseconds, or at once when the signal aborts. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

/**
 * Checks the certificate of an https URL. Resolves with the problem, or with undefined if the certificate is valid or
 * the server shows none.
 */
export type CheckCertificate = (url: string, signal: AbortSignal) => Promise<string | undefined>;

/** The server's clock, network and chance, which a test can replace. */
export interface World {
  readonly fetch: SimulatorFetch;
  readonly now: () => number;
  readonly sleep: Sleep;
  /** Returns a number from 0 to below 1. */
  readonly random: () => number;
  /** Undefined if no certificate can be checked. */
  readonly checkCertificate: CheckCertificate | undefined;
}

/** Look up each global at the call: a runtime or a test may replace the global later. */
export const realWorld: World = {
  fetch: (req) => globalThis.fetch(req),
  now: () => Date.now(),
  random: () => Math.random(),
  // Runtimes differ in their access to certificates, and some have no access.
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
