import { abortable } from '../shared/timer.ts';

/** What the places of one integration share. */
interface Line {
  readonly key: string;
  head: Place | undefined;
  tail: Place | undefined;
  /** How many places were taken: each is the number of one. */
  taken: number;
  /** Until when the head is believed to be alive. */
  leaseEnds: number;
  /** What was taken from limiters and not used yet. */
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
    ...{ key, head: undefined, tail: undefined, taken: 0, leaseEnds: 0, slots: [], strays: 0 },
  };
  lines.set(key, line);
  return new Place(line);
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

  /** Resolves when this place is at the head; gives it up and rejects with the signal's reason when that aborts. */
  turn(signal: AbortSignal | undefined): Promise<void> {
    if (this.state === 'overtaken') rejoin(this);
    if (this.leads()) return Promise.resolve();
    const turn = new Promise<void>((resolve) => {
      this.wake = resolve;
    });
    watch(this);
    if (!signal) return turn;
    return abortable(turn, signal).catch((reason: unknown) => {
      this.leave();
      throw reason;
    });
  }

  /** Keeps the head, if this is it, for that many more milliseconds; a head that lets them pass is taken to be gone. */
  hold(ms: number): void {
    if (this.leads()) this.line.leaseEnds = performance.now() + ms + grace;
  }

  /** Gives the place up, and the head to the next. */
  leave(): void {
    // Twice is once: by then the line may be another's.
    if (this.state === 'left') return;
    const { line } = this;
    clearTimeout(this.timer);
    if (this.state === 'overtaken') line.strays--;
    const led = this.leads();
    this.state = 'left';
    if (led) advance(line, 'left');
    // Whoever may still come back, or a slot that is still to come, needs the line it knows.
    const idle = !line.head && line.strays === 0 && !line.slots.some(({ at }) => at > performance.now());
    if (idle) lines.delete(line.key);
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
  const { line } = place;
  if (place.leads() || place.state !== 'waiting') return;
  const late = performance.now() >= line.leaseEnds;
  if (late) advance(line, 'overtaken');
  // Who found one that is gone sees to the next ones, which may be gone with it.
  if (!place.leads()) watch(place, late ? 0 : undefined);
}

function ahead({ line, number }: Place): number {
  return number - (line.head?.number ?? number);
}

function lead(line: Line, place: Place): void {
  line.head = place;
  line.leaseEnds = performance.now() + grace;
  clearTimeout(place.timer);
  place.wake?.();
}

function advance(line: Line, state: 'left' | 'overtaken'): void {
  if (line.head) line.head.state = state;
  if (state === 'overtaken') line.strays++;
  let next = line.head?.next;
  while (next?.state === 'left') next = next.next;
  line.head = undefined;
  if (next) lead(line, next);
  else line.tail = undefined;
}

/** One that was overtaken while it lived goes right behind the head. */
function rejoin(place: Place): void {
  const { line } = place;
  const { head } = line;
  line.strays--;
  place.state = 'waiting';
  place.next = head?.next;
  place.number = head?.number ?? place.number;
  if (head) head.next = place;
  else lead(line, place);
  if (!place.next) line.tail = place;
}
