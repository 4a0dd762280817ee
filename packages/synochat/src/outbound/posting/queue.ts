import { learnedFor } from '../../shared/learn.ts';
import { after } from '../../shared/timer.ts';
import { putAndSweep } from './sweep.ts';

/** The shared state of all places of an integration. */
export interface Line {
  /** Head first. */
  readonly places: Place[];
  /** When the lease of the head ends, on `performance.now`. */
  leaseEnds: number;
  /** When the next post may start by this process's own pace, on `performance.now`. */
  free: number;
  /** The share of the interval that two posts keep on top of the interval, as learned from the refusals. */
  share: number;
  /** How often in a row Chat has refused a post as too early. */
  refusals: number;
  /** Slots that limiters reserved and no post has used yet, soonest first. */
  slots: readonly Slot[];
  /** The number of overtaken places, which may rejoin, and of reservations under way. Above 0 the line stays in memory. */
  pending: number;
  /** The key for a limiter: a store of keys must not hold a token. */
  hash?: string;
}

/** Permission to post from a time on, on `performance.now`. */
export interface Slot {
  readonly limiter: object;
  readonly at: number;
}

/** Milliseconds that a head may be late in renewing the lease: time for a busy event loop. */
const grace = 1000;
/**
 * Milliseconds between two looks at an ended lease: after a blocked event loop, the timer of the head may run second.
 * Also the milliseconds between two looks at the head, for each place in front: a place far behind looks rarely.
 */
const patience = 100;
const longestPatience = 30_000;

const lines = new Map<string, Line>();

/** Takes the last place of the line, synchronously: call order is line order. Without a key the line has a single place. */
export function takePlace(key = ''): Place {
  const line: Line = lines.get(key) ?? {
    places: [],
    leaseEnds: 0,
    free: 0,
    share: 0,
    refusals: 0,
    slots: [],
    pending: 0,
  };
  if (isIdle(line)) line.share = line.refusals = 0;
  const place = new Place(line);
  if (key) putAndSweep(lines, key, line, isIdle);
  return place;
}

function isIdle({ places, free, share, slots, pending }: Line): boolean {
  const now = performance.now();
  return places.length + pending === 0 && free + (share && learnedFor) <= now && slots.every(({ at }) => at <= now);
}

/**
 * A place in the line of an integration: posts leave in call order, one at a time.
 *
 * If a request of a Worker is cancelled, the code of the request just stops: promises that the code would have resolved
 * never settle, and timers never fire. So the head holds a lease, and each waiting place removes a head whose lease has
 * ended.
 */
export class Place {
  readonly line: Line;
  #hasLeft = false;
  #wake: (() => void) | undefined;
  #stopWatching: (() => void) | undefined;

  constructor(line: Line) {
    this.line = line;
    line.places.push(this);
    this.hold(0);
  }

  /** Returns whether this place is at the head. A head whose lease has ended may be overtaken. */
  leads(): boolean {
    return this.line.places[0] === this;
  }

  /** Resolves when this place is at the head. An overtaken place rejoins right behind the head. Never resolves after `leave`. */
  turn(): Promise<void> {
    const { line } = this;
    if (!this.#hasLeft && !line.places.includes(this)) {
      line.pending--;
      line.places.splice(1, 0, this);
      this.hold(0);
    }
    if (this.leads()) return Promise.resolve();
    if (!this.#hasLeft) this.#watch();
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  /** Extends the lease by `ms` if this place is the head. A head whose lease ends is treated as dead. */
  hold(ms: number): void {
    if (this.leads()) this.line.leaseEnds = performance.now() + ms + grace;
  }

  /** Gives the place up, and the head to the next place. A second call does nothing. */
  leave(): void {
    if (this.#hasLeft) return;
    this.#hasLeft = true;
    this.#stopWatching?.();
    if (!this.#remove()) this.line.pending--;
  }

  /** Removes this place from the line and wakes the next head. Returns whether the place was in the line. */
  #remove(): boolean {
    const { places } = this.line;
    const at = places.indexOf(this);
    if (at >= 0) places.splice(at, 1);
    const [next] = places;
    if (at === 0 && next) next.#lead();
    return at >= 0;
  }

  #lead(): void {
    this.#stopWatching?.();
    this.hold(0);
    this.#wake?.();
  }

  /** Looks at the head when the lease has ended, and after `ms` at the soonest. */
  #watch(ms = Math.min(patience * this.line.places.indexOf(this), longestPatience)): void {
    const { line } = this;
    this.#stopWatching = after(Math.max(ms, line.leaseEnds - performance.now()), () => {
      const { leaseEnds } = line;
      if (performance.now() < leaseEnds) this.#watch();
      else
        this.#stopWatching = after(patience, () => {
          const [head] = line.places;
          const isDead = line.leaseEnds === leaseEnds;
          if (isDead && head) {
            line.pending++;
            head.#remove();
          }
          // If this place removed a dead head, check the next head at once: both may have died with the same request.
          if (!this.leads()) this.#watch(isDead ? 0 : undefined);
        });
    });
  }
}
