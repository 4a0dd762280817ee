import { Stopped } from './caps.ts';

/** Milliseconds between two looks at the clock, and the most by which a look may be late. */
const [lookInterval, lateness] = [5000, 30_000];

/** Returns a signal that aborts with a `Stopped` after the computer was asleep: every measured time would be wrong. */
export function createSleepSignal(now: () => number = Date.now): {
  readonly signal: AbortSignal;
  readonly end: () => void;
} {
  const controller = new AbortController();
  let last = now();
  const timer = setInterval(() => {
    if (now() - last > lookInterval + lateness)
      controller.abort(new Stopped('This computer was asleep, or the program was suspended'));
    last = now();
  }, lookInterval);
  return {
    signal: controller.signal,
    end: () => {
      clearInterval(timer);
    },
  };
}
