import type { Failure } from '../shared/errors.ts';
import { assertMilliseconds, createBuckets, defaultInterval, type RateLimiter } from './limiter.ts';
import type { Place, Slot } from './queue.ts';

/** When the posts of one integration may start. */
export interface Pace {
  /** Milliseconds until the head may start; `backoff` of them at least when it tries again after a failure. */
  wait(place: Place, backoff: number, failure: Failure | undefined): number | Promise<number>;
  /** Tells that it starts now. */
  started(place: Place): void;
}

/** The buckets of this process, for every sender that brings no limiter of its own. */
const own = createBuckets();

/**
 * The process's own pace: only the head of a line starts, so nothing is reserved; each start counts from when it was.
 *
 * What was refused as too early is tried again sooner than a whole interval: it did not count, but one that overtook it
 * since does.
 */
export function ownPace(key: string, interval: number = defaultInterval): Pace {
  let filled: number | undefined;
  return {
    wait(_place, backoff, failure) {
      const full = own.fullAt(key);
      return failure && full === filled ? backoff : Math.max(backoff, full - performance.now());
    },
    started() {
      const now = performance.now();
      filled = now + interval;
      own.fill(key, filled, now);
    },
  };
}

/**
 * The pace of a limiter that others share: a post that came too early takes a new slot, as the one after its own may be
 * taken. A slot that is not used after all is left to the next in line, also when it comes after the one who asked for it
 * has gone.
 */
export function sharedPace(key: string, limiter: RateLimiter): Pace {
  let slot: Slot | undefined;
  const soonest = ({ slots }: Place['line'], from: number) =>
    slots.filter((each) => each.limiter === limiter && each.at >= from).sort((a, b) => a.at - b.at)[0];
  return {
    async wait({ line }, backoff, failure) {
      if (failure && failure.code !== 'rate_limited') return backoff;
      slot = soonest(line, performance.now() + backoff);
      if (slot) return slot.at - performance.now();
      line.strays++;
      try {
        const ms = await limiter.reserve(await hash(key));
        assertMilliseconds(ms, "the limiter's answer");
        const now = performance.now();
        const news = { limiter, at: now + Math.max(backoff, ms) };
        line.slots = [...line.slots.filter(({ at }) => at > now), news];
        // One that came for somebody who had left meanwhile may be sooner.
        slot = soonest(line, now + backoff) ?? news;
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

/** The key as a shared limiter sees it: no store of keys is to hold a token. */
async function hash(key: string): Promise<string> {
  const known = hashes.get(key);
  if (known !== undefined) return known;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key));
  const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
  // A program has a handful of integrations; one that has thousands hashes again.
  if (hashes.size >= 1000) hashes.clear();
  hashes.set(key, hex);
  return hex;
}

const hashes = new Map<string, string>();
