import type { SendError } from '../../shared/errors.ts';
import type { Failure } from '../../shared/failure.ts';
import { abortable, sleep as realSleep } from '../../shared/timer.ts';
import type { Endpoint } from '../exchange/address.ts';
import { postForm } from '../exchange/connection.ts';
import { defaultTimeout, exchange, type Outcome } from '../exchange/exchange.ts';
import { limiterFailure } from '../exchange/failures.ts';
import { readReply } from '../exchange/reply.ts';
import { callBack } from './callback.ts';
import { defaultRetries, type SendOptions } from './options.ts';
import { ownPace, sharedPace } from './pace.ts';
import type { Place } from './queue.ts';

/** Milliseconds before an attempt at most, while the line behind it stands still. */
const longestWait = 30_000;
/** Bytes of a reply at most: many times what the API answers to a message. */
const maxPostReply = 65_536;

/** Posts one part when its time has come, with retries if it provably was not posted. Throws only the signal's reason. */
type PartPoster = (payload: string, hasFile: boolean) => Promise<Outcome<unknown>>;

/** Creates the poster of the parts at that place, which may be overtaken and rejoin the line. */
export function createPartPoster(
  endpoint: Endpoint,
  options: SendOptions,
  place: Place,
  toError: (failure: Failure) => SendError,
): PartPoster {
  const { interval, limiter, retries = defaultRetries, timeout = defaultTimeout, signal, onRetry } = options;
  const { sleep = realSleep } = options;
  const pace = limiter ? sharedPace(endpoint.key, limiter, signal) : ownPace(limiter === false ? 0 : interval);

  /** Resolves when the attempt may start: at the head, and when its time has come. Returns a failure of the limiter. */
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
      // If the wait took longer than the lease, others have overtaken this place.
    } while (!place.leads());
    return undefined;
  };

  return async (payload, hasFile) => {
    let failure: Failure | undefined;
    let delay = 0;
    for (let attempt = 1; ; attempt++) {
      const blocked = await abortable(ready(delay, failure), signal);
      if (blocked) return { failure: blocked };
      pace.started(place);
      place.hold(timeout);
      const outcome = await exchange(endpoint.url, postForm({ payload }), options, (response) =>
        readReply(response, { token: endpoint.token, maxBytes: maxPostReply, hasFile }),
      );
      failure = outcome.failure;
      // A busy proxy says nothing about Chat's own limit.
      place.line.refusals = failure?.code === 'rate_limited' ? place.line.refusals + 1 : 0;
      if (!failure || attempt > retries || !isRetried(failure, limiter)) return outcome;
      delay = backoff(attempt, failure);
      const retry = { error: toError(failure), attempt, delay };
      const thrown = await callBack('onRetry', onRetry, retry, signal);
      if (thrown) return { failure: thrown };
    }
  };
}

function isRetried({ retryable, retryAfter = 0 }: Failure, limiter: SendOptions['limiter']): boolean {
  if (retryAfter > longestWait) return false;
  return retryable === 'soon' || (retryable === 'paced' && limiter !== false);
}

/** Returns the milliseconds before a retry: 50 and doubling up to 30 s, ±20 % so that several senders part; `Retry-After` at least. */
function backoff(attempt: number, { retryAfter = 0 }: Failure): number {
  const ms = Math.min(50 * 2 ** (attempt - 1), longestWait / 1.2) * (0.8 + 0.4 * Math.random());
  return Math.max(ms, retryAfter);
}
