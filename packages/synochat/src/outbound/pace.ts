import type { Failure } from '../shared/errors.ts';
import { createBuckets, defaultInterval, type RateLimiter } from './limiter.ts';
import type { Place } from './queue.ts';

type Pause = (ms: number) => Promise<void>;

/** When the posts of one integration may start. */
export interface Pace {
  /** Waits for the next slot. */
  first(place: Place, pause: Pause): Promise<void>;
  /** Waits to try the same post again. */
  again(place: Place, pause: Pause, backoff: number, failure: Failure): Promise<void>;
}

/** The buckets of this process, for every sender that brings no limiter of its own. */
const own = createBuckets();

/** The process's own pace. Throws a `RangeError` for an interval that is none. */
export function ownPace(key: string, interval: number = defaultInterval): Pace {
  if (!(interval >= 0)) throw new RangeError('interval must be 0 or more');
  return {
    first: (place, pause) => useSlot(place, own, () => own.reserve(key, interval), pause),
    async again(_place, pause, backoff) {
      // Sooner than a whole interval: what was refused did not count. The next post is counted from here.
      await pause(backoff);
      own.restart(key, interval);
    },
  };
}

/** The pace of a limiter that others share: a post that came too early takes a new slot, as the one after its own may be taken. */
export function sharedPace(key: string, limiter: RateLimiter): Pace {
  const reserve = async () => limiter.reserve(await hash(key));
  return {
    first: (place, pause) => useSlot(place, limiter, reserve, pause),
    again(place, pause, backoff, failure) {
      if (failure.code !== 'rate_limited') return pause(backoff);
      return useSlot(place, limiter, async () => Math.max(backoff, await reserve()), pause);
    },
  };
}

/** Waits for a slot, and leaves it to the next in line when it is not used after all. */
async function useSlot(
  { line }: Place,
  limiter: object,
  reserve: () => number | Promise<number>,
  pause: Pause,
): Promise<void> {
  const spare = line.spareSlot?.limiter === limiter ? line.spareSlot : undefined;
  const slot = spare ?? { limiter, at: performance.now() + (await reserve()) };
  line.spareSlot = slot;
  await pause(slot.at - performance.now());
  line.spareSlot = undefined;
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
