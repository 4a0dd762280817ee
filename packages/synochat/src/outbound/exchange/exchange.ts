import { assert, assertFunction, assertOptions } from '../../shared/assert.ts';
import type { Failure } from '../../shared/errors.ts';
import { abortable, deadline } from '../../shared/timer.ts';
import { closing, neverRead, plainFetch } from './connection.ts';
import { failed } from './failures.ts';
import type { Fetch, FetchInit } from './fetch.ts';
import { transportFailure } from './transport.ts';

/** How one exchange with the NAS is made. */
export interface CallOptions {
  /** Milliseconds for one HTTP exchange, answer included, without a wait in the queue. Default: 30000: a NAS that downloads a file answers late. */
  timeout?: number | undefined;
  /** Ends everything: wait, queue and exchange. The promise rejects with its reason. */
  signal?: AbortSignal | undefined;
  /** Makes each request. Default: the global `fetch`. For a NAS with a certificate of its own: `trust()` of `synochat/tls`. */
  fetch?: Fetch | undefined;
}

/** What came of an exchange. */
export type Outcome<T> =
  | { readonly failure: Failure; readonly data?: undefined }
  | { readonly failure?: undefined; readonly data: T };

export const defaultTimeout = 30_000;

/** Makes the request and lets `read` take the answer in, all within the time. Throws only the signal's reason. */
export async function call<T>(
  url: string,
  init: FetchInit,
  { timeout = defaultTimeout, signal, fetch = plainFetch }: CallOptions,
  read: (response: Response) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  signal?.throwIfAborted();
  const controller = new AbortController();
  const late = lateFailure(timeout);
  const stop = deadline(timeout, () => {
    controller.abort(late);
  });
  const headers = { ...init.headers, ...closing };
  const request = { ...init, headers, redirect: 'manual', signal: controller.signal } as const;
  // No more is used of it than a `FetchReply` has.
  const exchange = async () => read((await fetch(url, request)) as Response);
  try {
    return await abortable(abortable(exchange(), controller.signal), signal);
  } catch (error) {
    // Ends what still runs.
    controller.abort();
    // Not the error itself, which may be a runtime's, with the address in it.
    if (signal?.aborted) throw signal.reason;
    return { failure: error === late ? late : transportFailure(error, neverRead(init)) };
  } finally {
    stop();
  }
}

export function lateFailure(timeout: number): Failure {
  return failed(
    'timeout',
    `No answer within ${timeout} ms: is the NAS busy, or a firewall in the way?`,
    'unknown',
    'later',
  );
}

/** Throws a `TypeError` for options of the wrong types, and a `RangeError` unless `timeout` is over 0; infinity is no limit. */
export function assertCallOptions(options: CallOptions): void {
  assertOptions(options);
  const { timeout = defaultTimeout, signal, fetch = plainFetch } = options;
  const { throwIfAborted } = Object(signal ?? AbortSignal.prototype) as Partial<AbortSignal>;
  assert(typeof throwIfAborted === 'function', 'signal', 'an AbortSignal', signal);
  assertFunction('fetch', fetch);
  if (typeof timeout !== 'number' || !(timeout > 0)) throw new RangeError('timeout must be a number over 0');
}
