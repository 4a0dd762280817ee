import { assert, assertFunction, assertMilliseconds } from '../../shared/assert.ts';
import type { SendError } from '../../shared/errors.ts';
import type { Message } from '../../shared/message.ts';
import { sleep as realSleep } from '../../shared/timer.ts';
import { assertCallOptions, type CallOptions } from '../exchange/exchange.ts';
import type { RateLimiter } from './limiter.ts';

/** How a message is sent. */
export interface SendOptions extends CallOptions {
  /**
   * Milliseconds between two posts of an integration, at least. After each 411 the sender leaves more, up to twice the
   * interval, and then less again with each accepted post. An interval of 0 stays 0. Default: 505. Pass `interval` or
   * `limiter`, not both.
   */
  interval?: number | undefined;
  /**
   * Shared state instead of this process's own pace. `false` posts at once: without wait, queue and retry of a post
   * refused as too early.
   */
  limiter?: RateLimiter | false | undefined;
  /**
   * Retries of a post that was refused as too early, or that never connected. Default: 6. Too early is Chat's 411 and a
   * proxy's status 429, 425, or 503 with `Retry-After`. Waits start at 50 ms and double, up to 30 seconds. The sender
   * waits for a longer `Retry-After` up to 30 seconds; above 30 seconds the promise rejects, with `retryAfter`.
   */
  retries?: number | undefined;
  /**
   * Code points of text in a post. A longer text is split as by `splitText`, and again if Chat finds a part too long
   * (410). Default: 2000.
   */
  maxText?: number | undefined;
  /** Waits for `ms` milliseconds. Default: `setTimeout`. */
  sleep?: ((ms: number, signal?: AbortSignal) => Promise<void>) | undefined;
  /**
   * Called after each posted part, and awaited before the next part: to show progress, or to store how far the message
   * came. If the function throws, the rest is not posted: the promise rejects with `callback_failed`, `posted:
   * 'partly'` and `remaining`, which is empty after the last part. If the function takes longer than `timeout`, later
   * messages may be posted before the next part.
   */
  onPosted?: ((part: PostedPart) => void | Promise<void>) | undefined;
  /** Called and awaited before the wait for each retry. If the function throws, the promise rejects with `callback_failed`. */
  onRetry?: ((retry: UpcomingRetry) => void | Promise<void>) | undefined;
}

/** A part of a message that Chat accepted. */
export interface PostedPart {
  /** The part as a message. */
  readonly message: Message;
  /** The number of the part, from 1 on. */
  readonly number: number;
  /** How many parts the message has. Grows if Chat finds a part too long. */
  readonly total: number;
  /** The id of the user, if a bot sent the message. */
  readonly userId: number | undefined;
}

/** A retry before the wait. */
export interface UpcomingRetry {
  /** The error that would end the message without a retry. */
  readonly error: SendError;
  /** The number of the retry, from 1 on; each part of a message counts anew. */
  readonly attempt: number;
  /** Milliseconds until the retry. The queue and the pace can make the wait longer. */
  readonly delay: number;
}

export const defaultRetries = 6;

/** Throws a `RangeError` or a `TypeError` for invalid options. `splitText` checks `maxText`. */
export function assertSendOptions(options: SendOptions): void {
  assertCallOptions(options);
  const { interval, limiter = false, retries = defaultRetries } = options;
  for (const name of ['sleep', 'onPosted', 'onRetry'] as const) assertFunction(name, options[name] ?? realSleep);
  const { reserve } = Object(limiter) as Partial<RateLimiter>;
  assert(limiter === false || typeof reserve === 'function', 'limiter', 'false or an object with reserve', limiter);
  if (typeof retries !== 'number' || !(retries >= 0)) throw new RangeError('retries must be 0 or more');
  if (limiter && interval !== undefined) throw new TypeError('Pass `interval` or `limiter`, not both');
  if (interval !== undefined) assertMilliseconds(interval, 'interval');
}
