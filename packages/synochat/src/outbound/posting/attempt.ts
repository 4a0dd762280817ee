import { assert, assertFunction } from '../../shared/assert.ts';
import type { Failure } from '../../shared/errors.ts';
import { abortable, sleep as realSleep } from '../../shared/timer.ts';
import type { Endpoint } from '../exchange/address.ts';
import { postForm } from '../exchange/connection.ts';
import { assertCallOptions, type CallOptions, call, defaultTimeout, type Outcome } from '../exchange/exchange.ts';
import { cameTooEarly, limiterFailure } from '../exchange/failures.ts';
import { readReply } from '../exchange/reply.ts';
import { assertMilliseconds, type RateLimiter } from './limiter.ts';
import { ownPace, sharedPace } from './pace.ts';
import { type Place, takePlace } from './queue.ts';

/** How a message is sent. */
export interface SendOptions extends CallOptions {
  /** Milliseconds between two posts of one integration. Default: 505. Not together with a `limiter`, which has its own. */
  interval?: number | undefined;
  /**
   * Shared state instead of this process's own; `false` posts at once: no wait, no queue, and no retry of a post that
   * was refused as too early.
   */
  limiter?: RateLimiter | false | undefined;
  /**
   * How often a post that was refused as too early, or that never connected, is tried again. Default: 6. Too early is
   * Chat's 411 and a proxy's status 429, 425, or 503 with `Retry-After`. Waits start at 50 ms and double, up to 30
   * seconds. A longer `Retry-After` is waited for up to 30 seconds; above that the promise rejects, with `retryAfter`.
   */
  retries?: number | undefined;
  /** Code points of text in one post; more is split as by `splitText`, and again where Chat finds it too long (410). Default: 2000. */
  maxText?: number | undefined;
  /** Default: `setTimeout`. */
  sleep?: ((ms: number, signal?: AbortSignal) => Promise<void>) | undefined;
}

const defaultRetries = 6;
/** Milliseconds before a try at most, while the line behind it stands still. */
const longestWait = 30_000;
/** Bytes of an answer at most: many times what the API says to a message. */
const maxReply = 65_536;

/** Throws a `RangeError` or a `TypeError` for invalid options, but for `maxText`. */
export function assertSendOptions(options: SendOptions): void {
  assertCallOptions(options);
  const { interval, limiter = false, retries = defaultRetries, sleep = realSleep } = options;
  assertFunction('sleep', sleep);
  const { reserve } = Object(limiter) as Partial<RateLimiter>;
  assert(limiter === false || typeof reserve === 'function', 'limiter', 'false or an object with reserve', limiter);
  if (typeof retries !== 'number' || !(retries >= 0)) throw new RangeError('retries must be 0 or more');
  if (limiter && interval !== undefined) throw new TypeError('interval belongs to the limiter where there is one');
  if (interval !== undefined) assertMilliseconds(interval, 'interval');
}

/** Takes a place in the line, synchronously. Throws the signal's reason if it has aborted. */
export function enterLine(key: string, { limiter, signal }: SendOptions): Place {
  signal?.throwIfAborted();
  return takePlace(limiter === false ? undefined : key);
}

/** Posts, when the time has come, and gives what Chat said; what provably was not posted is tried again. */
type Sender = (payload: string, hasFile: boolean) => Promise<Outcome<unknown>>;

/** The sender at that place, which may be overtaken and come back. */
export function createSender(endpoint: Endpoint, options: SendOptions, place: Place): Sender {
  const { interval, limiter, retries = defaultRetries, timeout = defaultTimeout, signal, sleep = realSleep } = options;
  const pace = limiter ? sharedPace(endpoint, limiter, signal) : ownPace(limiter === false ? 0 : interval);

  /** Until the post may start, at the head and when its time has come; gives why it may not. */
  const ready = async (delay: number, failure: Failure | undefined): Promise<Failure | undefined> => {
    do {
      await place.turn();
      // A limiter may wait for its store.
      place.hold(Math.max(timeout, longestWait));
      let ms: number;
      try {
        ms = await pace.wait(place, delay, failure);
      } catch (error) {
        return limiterFailure(error);
      }
      place.hold(Math.max(0, ms));
      if (ms > 0) await sleep(ms, signal);
      // Waiting can take so long that others took this place for empty.
    } while (!place.leads());
    return undefined;
  };

  return async (payload, hasFile) => {
    let failure: Failure | undefined;
    for (let attempt = 0; ; attempt++) {
      const blocked = await abortable(ready(failure ? backoff(attempt, failure) : 0, failure), signal);
      if (blocked) return { failure: blocked };
      pace.started(place);
      place.hold(timeout);
      const outcome = await call(endpoint.url, postForm({ payload }), options, (response) =>
        readReply(response, { token: endpoint.token, maxBytes: maxReply, hasFile }),
      );
      failure = outcome.failure;
      if (failure?.retry !== 'soon' || attempt >= retries) return outcome;
      if (limiter === false && cameTooEarly(failure)) return outcome;
      if (failure.retryAfter !== undefined && failure.retryAfter > longestWait) return outcome;
    }
  };
}

/** Milliseconds before the n-th retry: 50 and doubling up to 30 s, a fifth more or less so that several senders part; `Retry-After` at least. */
function backoff(retry: number, { retryAfter = 0 }: Failure): number {
  const ms = Math.min(50 * 2 ** (retry - 1), longestWait / 1.2) * (0.8 + 0.4 * Math.random());
  return Math.max(ms, retryAfter);
}
