import { putAndSweep } from './sweep.ts';

/** What the places of one integration share. */
export interface Line {
  head: Place | undefined;
  /** The latest, also when it has left. */
  tail: Place | undefined;
  /** How many places were taken: each is the number of one. */
  taken: number;
  /** Until when the head is believed to be alive. */
  leaseEnds: number;
  /** When the next post may start by this process's own pace. */
  free: number;
  /** What was taken from limiters and not used yet, in the order of time. */
  slots: readonly Slot[];
  /** How many may still come back, as those that were overtaken, or bring a slot. */
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

/** Takes the last place of the line, synchronously: call order is line order. */
export function takePlace(key: string): Place {
  const line = lines.get(key) ?? {
    head: undefined,
    tail: undefined,
    taken: 0,
    leaseEnds: 0,
    free: 0,
    slots: [],
    strays: 0,
  };
  const place = new Place(line);
  putAndSweep(lines, key, line, isIdle);
  return place;
}

/** Whoever may still come back, or what has to be waited for, needs the line it knows. */
function isIdle({ head, free, slots, strays }: Line): boolean {
  const now = performance.now();
  return !head && strays === 0 && free <= now && slots.every(({ at }) => at <= now);
}

/**
 * A place in the line of one integration: its posts leave in call order, one at a time.
 *
 * On Workers a cancelled request just stops, and what it would have resolved never settles. So nobody waits for
 * another's word alone: the head holds a lease, and each of those behind it watches that lease with a timer of its own.
 * A hundred thousand may wait, so a place is one object with little in it, and no closures.
 */
export class Place {
  readonly line: Line;
  next: Place | undefined = undefined;
  /** In the line, rising: the difference is how many are between two, or were. */
  number: number;
  state: 'waiting' | 'left' | 'overtaken' = 'waiting';
  wake: (() => void) | undefined = undefined;
  timer: ReturnType<typeof setTimeout> | undefined = undefined;
  /** The end of the lease that it saw pass. */
  doubted: number | undefined = undefined;

  constructor(line: Line) {
    this.line = line;
    this.number = line.taken++;
    if (line.tail) line.tail.next = this;
    line.tail = this;
    if (!line.head) lead(line, this);
  }

  /** Whether it is at the head: it may have been overtaken since its turn. */
  leads(): boolean {
    return this.line.head === this;
  }

  /** Resolves when this place is at the head: never, where it is given up before. */
  turn(): Promise<void> {
    if (this.state === 'overtaken') rejoin(this);
    if (this.leads()) return Promise.resolve();
    watch(this);
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }

  /** Keeps the head, if this is it, for that many more milliseconds; a head that lets them pass is taken to be gone. */
  hold(ms: number): void {
    if (this.leads()) this.line.leaseEnds = performance.now() + ms + grace;
  }

  /** Gives the place up, and the head to the next. Twice is once. */
  leave(): void {
    const { line, state } = this;
    if (state === 'overtaken') line.strays--;
    clearTimeout(this.timer);
    this.state = 'left';
    if (state === 'waiting' && this.leads()) advance(line);
  }
}

/** Looks at the head again when its lease has ended; the timer of a place that is woken by another request goes on. */
function watch(place: Place, least = Math.min(patience * ahead(place), longestPatience)): void {
  const lease = place.line.leaseEnds - performance.now();
  // In steps, as Node keeps a list for each length of its timers.
  const ms = Math.max(least, Math.ceil(lease / patience) * patience);
  place.timer = setTimeout(look, Math.min(ms, 2 ** 31 - 1), place);
}

function look(place: Place): void {
  const { line, state } = place;
  const { head } = line;
  if (!head || head === place || state !== 'waiting') return;
  const late = performance.now() >= line.leaseEnds;
  // After an event loop that stood still the head's own timer may come after this one: it gets the time to renew.
  if (late && place.doubted !== line.leaseEnds) {
    place.doubted = line.leaseEnds;
    watch(place, patience);
    return;
  }
  if (late) {
    head.state = 'overtaken';
    line.strays++;
    advance(line);
  }
  // Who found one that is gone sees to the next ones, which may be gone with it.
  if (!place.leads()) watch(place, late ? 0 : undefined);
}

function ahead({ line, number }: Place): number {
  return number - (line.head?.number ?? number);
}

/** To the next one who waits, when the head does no longer. */
function advance(line: Line): void {
  let next = line.head?.next;
  while (next?.state === 'left') next = next.next;
  lead(line, next);
}

function lead(line: Line, place: Place | undefined): void {
  line.head = place;
  line.leaseEnds = performance.now() + grace;
  clearTimeout(place?.timer);
  place?.wake?.();
}

/** One that was overtaken while it lived goes right behind the head. */
function rejoin(place: Place): void {
  const { line } = place;
  const { head } = line;
  line.strays--;
  place.state = 'waiting';
  place.number -= ahead(place);
  place.next = head?.next;
  if (head) head.next = place;
  else lead(line, place);
  if (!place.next) line.tail = place;
}
