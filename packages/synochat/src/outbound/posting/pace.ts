import type { Failure } from '../../shared/errors.ts';
import type { Endpoint } from '../exchange/address.ts';
import { cameTooEarly } from '../exchange/failures.ts';
import { assertMilliseconds, defaultInterval, type RateLimiter } from './limiter.ts';
import type { Place, Slot } from './queue.ts';

/** When the posts of one integration may start. */
export interface Pace {
  /** Milliseconds until the head may start; `backoff` of them at least when it tries again after a failure. */
  wait(place: Place, backoff: number, failure: Failure | undefined): number | Promise<number>;
  /** Tells that it starts now. */
  started(place: Place): void;
}

/**
 * The process's own pace: only the head of a line starts, so nothing is reserved; each start counts from when it was.
 *
 * What was refused as too early is tried again sooner than a whole interval: it did not count, but one that overtook it
 * since does.
 */
export function ownPace(interval: number = defaultInterval): Pace {
  let own: number | undefined;
  return {
    wait({ line: { free } }, backoff, failure) {
      return failure && free === own ? backoff : Math.max(backoff, free - performance.now());
    },
    started({ line }) {
      line.free = own = performance.now() + interval;
    },
  };
}

/**
 * The pace of a limiter that others share: a post that came too early takes a new slot, as the one after its own may be
 * taken. A slot that is not used after all is left to the next in line, also when it comes after the one who asked for it
 * has gone.
 */
export function sharedPace(endpoint: Endpoint, limiter: RateLimiter, signal?: AbortSignal): Pace {
  let slot: Slot | undefined;
  return {
    async wait({ line }, backoff, failure) {
      if (failure && !cameTooEarly(failure)) return backoff;
      const soonest = (now: number) => line.slots.find((each) => each.limiter === limiter && each.at >= now + backoff);
      slot = soonest(performance.now());
      if (slot) return slot.at - performance.now();
      line.strays++;
      try {
        endpoint.hash ??= await hash(endpoint.key);
        const ms = await limiter.reserve(endpoint.hash, signal);
        assertMilliseconds(ms, "the limiter's answer");
        const now = performance.now();
        const news = { limiter, at: now + Math.max(backoff, ms) };
        line.slots = [...line.slots.filter(({ at }) => at > now), news].sort((one, other) => one.at - other.at);
        // One that came for somebody who had left meanwhile may be sooner.
        slot = soonest(now) ?? news;
        return slot.at - now;
      } finally {
        line.strays--;
      }
    },
    started({ line }) {
      line.slots = line.slots.filter((each) => each !== slot);
    },
  };
}

async function hash(key: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
