import { abortable, after } from '../shared/timer.ts';

/** A place in the line of one integration: its posts leave in call order, one at a time. */
export interface Place {
  /** Resolves when this place is at the head; rejects with the signal's reason. */
  turn(signal: AbortSignal | undefined): Promise<void>;
  /** Keeps the head for that many more milliseconds; whoever lets them pass is taken to be gone. */
  hold(ms: number): void;
  /** Gives the place up, and the head to the next. */
  leave(): void;
  /** A slot that a head before took from its limiter and did not use. */
  spareSlot: Slot | undefined;
}

/** A moment on `performance.now` from which one post may leave. */
export interface Slot {
  readonly limiter: object;
  readonly at: number;
}

interface Line {
  head: Waiter | undefined;
  tail: Waiter | undefined;
  /** Until when the head is believed to be alive. */
  leaseEnds: number;
  spareSlot: Slot | undefined;
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
    async turn(signal) {
      while (line.head !== waiter) {
        if (waiter.state === 'overtaken') rejoin(line, waiter);
        else await woken(waiter, line.leaseEnds, signal);
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
    get spareSlot() {
      return line.spareSlot;
    },
    set spareSlot(slot) {
      line.spareSlot = slot;
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
  waiter.state = 'waiting';
  if (line.head) {
    waiter.next = line.head.next;
    line.head.next = waiter;
    if (line.tail === line.head) line.tail = waiter;
  } else {
    waiter.next = undefined;
    line.tail = waiter;
    lead(line, waiter);
  }
}

/** Until this place is woken, or the head's lease has ended, or the signal aborts. */
async function woken(waiter: Waiter, leaseEnds: number, signal: AbortSignal | undefined): Promise<void> {
  let stop: () => void = () => undefined;
  const wake = new Promise<void>((resolve) => {
    waiter.wake = resolve;
    stop = after(Math.max(0, leaseEnds - performance.now()) + 1, resolve);
  });
  try {
    await abortable(wake, signal);
  } finally {
    stop();
    waiter.wake = undefined;
  }
}
