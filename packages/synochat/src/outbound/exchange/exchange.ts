import { assert, assertFunction, assertOptions } from '../../shared/assert.ts';
import type { Failure } from '../../shared/failure.ts';
import { abortable, deadline } from '../../shared/timer.ts';
import { closing, isUnread, plainFetch } from './connection.ts';
import { timeoutFailure } from './failures.ts';
import type { Fetch, FetchInit } from './fetch.ts';
import { transportFailure } from './transport.ts';

/** How one exchange with the NAS is made. */
export interface CallOptions {
  /** Milliseconds for one HTTP exchange, reply included, without the wait in the queue. Default: 30000: a NAS that downloads a file answers slowly. */
  timeout?: number | undefined;
  /** Ends everything: wait, queue and exchange. The promise rejects with its reason. */
  signal?: AbortSignal | undefined;
  /** Makes each request. Default: the global `fetch`. For a NAS with a self-signed certificate: `trust()` of `synochat/tls`. */
  fetch?: Fetch | undefined;
}

/** The outcome of an exchange. */
export type Outcome<T> =
  | { readonly failure: Failure; readonly data?: undefined }
  | { readonly failure?: undefined; readonly data: T };

export const defaultTimeout = 30_000;

/** Makes one HTTP request and returns what `read` makes of the reply, all within `timeout`. Throws only the signal's reason. */
export async function exchange<T>(
  url: string,
  init: FetchInit,
  { timeout = defaultTimeout, signal, fetch = plainFetch }: CallOptions,
  read: (response: Response) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  signal?.throwIfAborted();
  const controller = new AbortController();
  const expired = timeoutFailure(timeout);
  const stop = deadline(timeout, () => {
    controller.abort(expired);
  });
  const headers = { ...init.headers, ...closing };
  const request = { ...init, headers, redirect: 'manual', signal: controller.signal } as const;
  // No more of the response is used than a `FetchReply` has.
  const work = async () => read((await fetch(url, request)) as Response);
  try {
    return await abortable(abortable(work(), controller.signal), signal);
  } catch (error) {
    // Ends a request that is still running.
    controller.abort();
    // The error of the runtime is not rethrown, as it may hold the address.
    if (signal?.aborted) throw signal.reason;
    return { failure: error === expired ? expired : transportFailure(error, isUnread(init)) };
  } finally {
    stop();
  }
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
