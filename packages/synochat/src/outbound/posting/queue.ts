import { putAndSweep } from './sweep.ts';

/** The state that the places of one integration share. */
export interface Line {
  /** Head first. */
  readonly places: Place[];
  /** Until when the head is believed to be alive, on `performance.now`. */
  leaseEnds: number;
  /** When the next post may start by this process's own pace. */
  free: number;
  /** Slots reserved from limiters and not used yet, soonest first. */
  slots: readonly Slot[];
  /** Senders outside the line that may still come back to it or bring a slot; the line is kept for them. */
  strays: number;
}

/** Leave to post at a time, on `performance.now`. */
export interface Slot {
  readonly limiter: object;
  readonly at: number;
}

/** Milliseconds a head may be late before the next takes over: time for a busy event loop. */
const grace = 1000;
/** Milliseconds between two looks at the head, for each place before the one who looks: those far behind look rarely. */
const patience = 100;
const longestPatience = 30_000;

const lines = new Map<string, Line>();

/** Takes the last place of the line, synchronously: call order is line order. Without a key the line has only this place. */
export function takePlace(key = ''): Place {
  const line = lines.get(key) ?? { places: [], leaseEnds: 0, free: 0, slots: [], strays: 0 };
  const place = new Place(line);
  if (key) putAndSweep(lines, key, line, isIdle);
  return place;
}

function isIdle({ places, free, slots, strays }: Line): boolean {
  const now = performance.now();
  return places.length + strays === 0 && free <= now && slots.every(({ at }) => at <= now);
}

/**
 * A place in the line of one integration: posts leave in call order, one at a time.
 *
 * A cancelled request of a Worker just stops: promises that it would have resolved never settle, and its timers never
 * fire. So the head holds a lease, and each waiting place has a timer of its own, by which it removes a head whose lease
 * has ended.
 */
export class Place {
  readonly line: Line;
  /** A place that has left stays in the array until it would be the head: leaving from the middle costs nothing. */
  state: 'waiting' | 'left' | 'overtaken' = 'waiting';
  #wake: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The lease whose end this place has seen once. */
  #doubted: number | undefined;

  constructor(line: Line) {
    this.line = line;
    line.places.push(this);
    this.hold(0);
  }

  /** Returns whether this place is at the head: it may have been overtaken since its turn. */
  leads(): boolean {
    return this.line.places[0] === this;
  }

  /** Resolves when this place is at the head: never, if it is given up before. A place that was overtaken rejoins right behind the head. */
  turn(): Promise<void> {
    const { line } = this;
    if (this.state === 'overtaken') {
      this.state = 'waiting';
      line.strays--;
      line.places.splice(1, 0, this);
      this.hold(0);
    }
    if (this.leads()) return Promise.resolve();
    this.#watch();
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  /** Extends the lease by `ms` if this place is the head. A head whose lease ends is treated as dead. */
  hold(ms: number): void {
    if (this.leads()) this.line.leaseEnds = performance.now() + ms + grace;
  }

  /** Gives the place up, and the head to the next. Twice is once. */
  leave(): void {
    if (this.state === 'overtaken') this.line.strays--;
    this.state = 'left';
    clearTimeout(this.#timer);
    if (this.leads()) this.#advance();
  }

  /** Removes the head, and the places behind it that have left: in one step, as each shifts all others. */
  #advance(): void {
    const { places } = this.line;
    const next = places.findIndex(({ state }, n) => n > 0 && state === 'waiting');
    places.splice(0, next < 0 ? places.length : next);
    places[0]?.lead();
  }

  /** Renews the lease and wakes this place, which is the new head. */
  lead(): void {
    clearTimeout(this.#timer);
    this.hold(0);
    this.#wake?.();
  }

  /** Looks at the head again when its lease has ended; the timer of a place that another request wakes goes on. */
  #watch(least?: number): void {
    const { places, leaseEnds } = this.line;
    // Searched from the end, where a new place is.
    const patient = Math.min(patience * places.lastIndexOf(this), longestPatience);
    // In steps, as Node keeps a list for each length of its timers.
    const lease = Math.ceil((leaseEnds - performance.now()) / patience) * patience;
    const ms = Math.max(least ?? patient, lease);
    this.#timer = setTimeout(
      () => {
        this.#look();
      },
      Math.min(ms, 2 ** 31 - 1),
    );
  }

  #look(): void {
    const { line } = this;
    const [head] = line.places;
    if (!head || head === this || this.state !== 'waiting') return;
    const { leaseEnds } = line;
    const isLate = performance.now() >= leaseEnds;
    // After an event loop that stood still the head's own timer may come after this one: it gets the time to renew.
    if (isLate && this.#doubted !== leaseEnds) {
      this.#doubted = leaseEnds;
      this.#watch(patience);
      return;
    }
    if (isLate) {
      head.state = 'overtaken';
      line.strays++;
      this.#advance();
    }
    // If this place removed a dead head, the next one is looked at as soon as its lease ends: it may have died with the same request.
    if (!this.leads()) this.#watch(isLate ? 0 : undefined);
  }
}
