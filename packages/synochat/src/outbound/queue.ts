import { sleep } from '../shared/timer.ts';

/** A place in the line of one integration: its posts leave in call order, one at a time. */
export interface Place {
  readonly line: Line;
  /** Resolves when this place is at the head; rejects with the signal's reason. */
  turn(signal: AbortSignal | undefined): Promise<void>;
  /** Keeps the head for that many more milliseconds; whoever lets them pass is taken to be gone. */
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
  /** A slot that a head before took from its limiter and did not use. */
  spareSlot: Slot | undefined;
}

/** A moment on `performance.now` from which one post may leave. */
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
  const line = lines.get(key) ?? { head: undefined, tail: undefined, leaseEnds: 0, spareSlot: undefined };
  lines.set(key, line);
  const waiter: Waiter = { next: undefined, state: 'waiting', wake: undefined };
  if (line.tail) line.tail.next = waiter;
  line.tail = waiter;
  if (!line.head) lead(line, waiter);

  return {
    line,
    async turn(signal) {
      while (line.head !== waiter) {
        if (waiter.state === 'overtaken') rejoin(line, waiter);
        else {
          await sleep(Math.max(0, line.leaseEnds - performance.now()) + 1, signal, (wake) => {
            waiter.wake = wake;
          });
        }
        if (line.head !== waiter && performance.now() > line.leaseEnds) advance(line, 'overtaken');
      }
    },
    hold(ms) {
      line.leaseEnds = performance.now() + ms + grace;
    },
    leave() {
      waiter.state = 'left';
      if (line.head === waiter) advance(line, 'left');
      if (!line.head && lines.get(key) === line) lines.delete(key);
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
  let next = line.head?.next;
  while (next?.state === 'left') next = next.next;
  line.head = undefined;
  if (next) lead(line, next);
  else line.tail = undefined;
}

/** One that was overtaken while it lived goes right behind the head. */
function rejoin(line: Line, waiter: Waiter): void {
  const { head } = line;
  waiter.state = 'waiting';
  waiter.next = head?.next;
  if (head) head.next = waiter;
  else lead(line, waiter);
  if (!waiter.next) line.tail = waiter;
}
