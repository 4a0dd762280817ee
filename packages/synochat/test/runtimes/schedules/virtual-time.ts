import { vi } from 'vitest';

const { setImmediate: realTurn } = globalThis;

/** Hours of it at most: what is not over by then never is. */
const limit = 12 * 3_600_000;

/** A clock that moves only from timer to timer, when nothing else is left to do. */
export function createVirtualTime() {
  let busy = 0;
  /** Bodies take real time, in which the clock must stand still. */
  const quiet = async () => {
    do for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => realTurn(resolve));
    while (busy > 0);
  };
  return {
    pass: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
    /** Lets the clock wait for a work that takes real time. */
    async during<T>(work: Promise<T>): Promise<T> {
      busy++;
      return work.finally(() => busy--);
    },
    /** Moves the clock until no timer is left. Throws where timers follow one another for ever. */
    async runOut(): Promise<void> {
      const end = performance.now() + limit;
      await quiet();
      while (vi.getTimerCount() > 0) {
        if (performance.now() > end) throw new Error('it never ends');
        vi.advanceTimersToNextTimer();
        await quiet();
      }
    },
  };
}

export type VirtualTime = ReturnType<typeof createVirtualTime>;
