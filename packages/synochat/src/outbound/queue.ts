import { sleep } from '../shared/timer.ts';

/** A place in the line of one integration: its posts leave in call order, one at a time. */
export interface Place {
  readonly line: Line;
  /** Whether it is at the head: it may have been overtaken since its turn. */
  readonly leads: () => boolean;
  /** Resolves when this place is at the head; rejects with the signal's reason. */
  turn(signal: AbortSignal | undefined): Promise<void>;
  /** Keeps the head, if this is it, for that many more milliseconds; a head that lets them pass is taken to be gone. */
  hold(ms: number): void;
  /** Gives the place up, and the head to the next. */
  leave(): void;
}

/** What the places of one integration share. */
interface Line {
  head: Waiter | undefined;
  tail: Waiter | undefined;
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

interface Waiter {
  next: Waiter | undefined;
  state: 'waiting' | 'left' | 'overtaken';
  wake: (() => void) | undefined;
}

/** Milliseconds a head may be late before the next takes over: time for a busy event loop. */
const grace = 1000;

const lines = new Map<string, Line>();

/**
 * Takes the last place of the line, synchronously: call order is line order.
 *
 * On Workers a cancelled request just stops, and what it would have resolved never settles. So nobody waits for
 * another's word alone: the head holds a lease, and those behind it watch that lease with timers of their own.
 */
export function takePlace(key: string): Place {
  const line = lines.get(key) ?? { head: undefined, tail: undefined, leaseEnds: 0, slots: [], strays: 0 };
  lines.set(key, line);
  const waiter: Waiter = { next: undefined, state: 'waiting', wake: undefined };
  if (line.tail) line.tail.next = waiter;
  line.tail = waiter;
  if (!line.head) lead(line, waiter);
  const leads = () => line.head === waiter;

  return {
    line,
    leads,
    async turn(signal) {
      while (!leads()) {
        if (waiter.state === 'overtaken') rejoin(line, waiter);
        else {
          await sleep(Math.max(0, line.leaseEnds - performance.now()) + 1, signal, (wake) => {
            waiter.wake = wake;
          });
        }
        if (!leads() && performance.now() > line.leaseEnds) advance(line, 'overtaken');
      }
    },
    hold(ms) {
      if (leads()) line.leaseEnds = performance.now() + ms + grace;
    },
    leave() {
      if (waiter.state === 'overtaken') line.strays--;
      const led = leads();
      waiter.state = 'left';
      if (led) advance(line, 'left');
      // Whoever may still come back, or a slot that is still to come, needs the line it knows.
      const idle = !line.head && line.strays === 0 && !line.slots.some(({ at }) => at > performance.now());
      if (idle) lines.delete(key);
    },
  };
}

function lead(line: Line, waiter: Waiter): void {
  line.head = waiter;
  line.leaseEnds = performance.now() + grace;
  waiter.wake?.();
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
function rejoin(line: Line, waiter: Waiter): void {
  const { head } = line;
  line.strays--;
  waiter.state = 'waiting';
  waiter.next = head?.next;
  if (head) head.next = waiter;
  else lead(line, waiter);
  if (!waiter.next) line.tail = waiter;
}
