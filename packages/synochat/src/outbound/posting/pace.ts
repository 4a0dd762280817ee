import { assertMilliseconds } from '../../shared/assert.ts';
import type { Failure } from '../../shared/failure.ts';
import { learn } from '../../shared/learn.ts';
import { defaultInterval, type RateLimiter } from './limiter.ts';
import type { Place, Slot } from './queue.ts';

/** Decides when the posts of one integration may start. */
export interface Pace {
  /** Returns the milliseconds until the head may start; at least `backoff` if it retries after a failure. */
  wait(place: Place, backoff: number, failure: Failure | undefined): number | Promise<number>;
  /** Records that the post starts now. */
  started(place: Place): void;
}

/**
 * Creates the pace of this process alone. Only the head of a line starts, so a reservation is not needed: each start
 * counts from the time when it happened.
 *
 * After a 411, wait only `backoff`: the refused post did not count. If another post has started since, wait the full
 * distance: the interval and the learned share of the interval.
 */
export function ownPace(interval: number = defaultInterval): Pace {
  let nextStart: number | undefined;
  return {
    wait({ line: { free } }, backoff, failure) {
      return failure && free === nextStart ? backoff : Math.max(backoff, free - performance.now());
    },
    started({ line }) {
      if (interval > 0) line.share = learn(line.share, line.refusals);
      line.free = nextStart = performance.now() + interval * (1 + line.share);
    },
  };
}

/**
 * Creates the pace of a shared limiter. A post that came too early takes a new slot, as the slot after its own may belong
 * to another process. A slot that stays unused goes to the next place in line, even if the reservation ends after its
 * owner has left.
 */
export function sharedPace(key: string, limiter: RateLimiter, signal?: AbortSignal): Pace {
  let slot: Slot | undefined;
  return {
    async wait({ line }, backoff, failure) {
      if (failure && failure.retryable !== 'paced') return backoff;
      const soonest = (now: number) => line.slots.find((each) => each.limiter === limiter && each.at >= now + backoff);
      slot = soonest(performance.now());
      if (slot) return slot.at - performance.now();
      line.pending++;
      try {
        line.hash ??= await hash(key);
        const ms = await limiter.reserve(line.hash, signal, line.refusals);
        assertMilliseconds(ms, "the limiter's answer");
        const now = performance.now();
        const reserved = { limiter, at: now + Math.max(backoff, ms) };
        line.slots = [...line.slots.filter(({ at }) => at > now), reserved].sort((one, other) => one.at - other.at);
        // A slot whose owner has left meanwhile may be sooner.
        slot = soonest(now) ?? reserved;
        return slot.at - now;
      } finally {
        line.pending--;
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
