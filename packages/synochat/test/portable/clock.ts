import { afterEach, beforeEach, vi } from 'vitest';
import type { SendError } from '../../src/index.ts';

/** Time stands still in this file but for what the timers move: whole conversations without waiting. */
export function standStill(): void {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
}

const realTimer = globalThis.setTimeout;

/** Bodies and hashes take real time, in which the clock must stand still. */
export async function realTime(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => realTimer(resolve, 0));
    // On a busy machine a hash outlasts turns of the event loop. A hash of our own waits behind the hash of a limiter's key.
    await crypto.subtle.digest('SHA-256', new Uint8Array(1));
  }
}

/** The outcome of a work, with the clock moved from timer to timer until it is there. */
export async function settle<T>(work: Promise<T>): Promise<PromiseSettledResult<T>> {
  const outcomes: PromiseSettledResult<T>[] = [];
  void Promise.allSettled([work]).then((settled) => outcomes.push(...settled));
  for (;;) {
    await realTime();
    if (outcomes[0]) return outcomes[0];
    await vi.advanceTimersToNextTimerAsync();
  }
}

/** Returns the value of the work. Throws if the work rejects. */
export async function result<T>(work: Promise<T>): Promise<T> {
  const outcome = await settle(work);
  if (outcome.status === 'rejected') throw outcome.reason;
  return outcome.value;
}

/** Returns the error of the work. Throws if the work fulfils. */
export async function failure(work: Promise<unknown>): Promise<SendError> {
  const outcome = await settle(work);
  if (outcome.status === 'fulfilled') throw new Error('it did not fail');
  return outcome.reason as SendError;
}
