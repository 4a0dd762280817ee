import { type Failure, SendError } from '../shared/errors.ts';
import { encodeMessage, type Message } from '../shared/message.ts';
import { abortable, sleep as realSleep } from '../shared/timer.ts';
import { type Endpoint, readAddress, type WebhookAddress } from './address.ts';
import { call, type Fetch } from './call.ts';
import type { RateLimiter } from './limiter.ts';
import { ownPace, sharedPace } from './pace.ts';
import { takePlace } from './queue.ts';

/** How a message is sent. */
export interface SendOptions {
  /** Milliseconds between two posts of one integration. Default: 505. Not together with a `limiter`, which has its own. */
  readonly interval?: number | undefined;
  /** Shared state instead of this process's own; `false` posts at once: no wait, no queue, no retry of 411. */
  readonly limiter?: RateLimiter | false | undefined;
  /** How often a post that was refused as too early (411), or that never connected, is tried again. Default: 6. */
  readonly retries?: number | undefined;
  /** Milliseconds for one HTTP exchange, answer included, without the wait in the queue. Default: 30000: a NAS that downloads a file answers late. */
  readonly timeout?: number | undefined;
  /** Ends everything: wait, queue and exchange. The promise rejects with its reason. */
  readonly signal?: AbortSignal | undefined;
  /** Default: the global `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Default: `setTimeout`. */
  readonly sleep?: ((ms: number, signal?: AbortSignal) => Promise<void>) | undefined;
}

/**
 * Posts a message to the channel of an incoming webhook; resolves when Chat has taken it.
 *
 * Posts of one integration leave in call order, one at a time, `interval` milliseconds apart, also under concurrent
 * callers. Rejects with a `SendError`, the signal's reason, a `TypeError` for a wrong address or an empty message, or
 * a `RangeError` for a wrong option. The message travels percent-encoded, so that `&`, `+` and `%` arrive.
 */
export async function sendIncoming(
  webhook: string | URL | WebhookAddress,
  message: string | Message,
  options: SendOptions = {},
): Promise<void> {
  await deliver(readAddress(webhook, 'incoming'), typeof message === 'string' ? { text: message } : message, options);
}

async function deliver(endpoint: Endpoint, message: Message, options: SendOptions): Promise<void> {
  const {
    interval,
    limiter,
    retries = 6,
    timeout = 30_000,
    signal,
    fetch = globalThis.fetch,
    sleep = realSleep,
  } = options;
  if (!(retries >= 0) || !(timeout >= 0)) throw new RangeError('retries and timeout must be 0 or more');
  if (limiter && interval !== undefined) throw new TypeError('interval belongs to the limiter where there is one');
  const payload = encodeMessage(message);
  signal?.throwIfAborted();

  const pace =
    limiter === false ? undefined : limiter ? sharedPace(endpoint.key, limiter) : ownPace(endpoint.key, interval);
  // Before anything is awaited: call order is line order.
  const place = pace && takePlace(endpoint.key);

  /** Until this post may start: it is at the head, and its time has come. */
  const ready = async (delay: number, failure: Failure | undefined) => {
    do {
      await place?.turn(signal);
      place?.hold(timeout);
      const ms = pace && place ? await pace.wait(place, delay, failure) : delay;
      place?.hold(Math.max(0, ms));
      if (ms > 0) await sleep(ms, signal);
      // Waiting can take so long that others took this place for empty.
    } while (place && !place.leads());
  };

  try {
    let failure: Failure | undefined;
    for (let attempt = 0; ; attempt++) {
      await abortable(ready(failure ? backoff(attempt) : 0, failure), signal);
      if (place) pace.started(place);
      place?.hold(timeout);
      failure = await call(endpoint, payload, { timeout, signal, fetch, hasFile: message.fileUrl !== undefined });
      if (!failure) return;
      const again = failure.retry === 'soon' && (limiter !== false || failure.code !== 'rate_limited');
      if (!again || attempt >= retries) throw new SendError(failure, 0, [message]);
    }
  } finally {
    place?.leave();
  }
}

/** Milliseconds before the n-th retry: 50 and doubling, a fifth more or less so that several senders part. */
function backoff(retry: number): number {
  return 50 * 2 ** (retry - 1) * (0.8 + 0.4 * Math.random());
}
