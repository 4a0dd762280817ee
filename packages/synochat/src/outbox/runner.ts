import { after } from '../shared/timer.ts';
import { asOutboxError } from './failing-store.ts';
import type { Tell } from './notice.ts';
import { lookEvery, type Queue } from './queue.ts';

interface Surroundings {
  readonly queues: ReadonlyMap<string, Queue>;
  readonly tell: Tell;
  readonly now: () => number;
  /** Aborts when the outbox closes. */
  readonly closing: AbortSignal;
  /** Deletes expired messages, if it is time. */
  readonly sweep: () => Promise<void>;
}

/** Drains each queue until the outbox closes. */
export interface Runner {
  run(): Promise<void>;
  /** Looks at a queue at once, or at all queues. */
  wake(webhook?: string): void;
}

export function createRunner({ queues, tell, now, closing, sweep }: Surroundings): Runner {
  const alarms = new Map<string, () => void>();
  const wake = (webhook?: string) => {
    if (webhook === undefined) for (const ring of alarms.values()) ring();
    else alarms.get(webhook)?.();
  };
  closing.addEventListener('abort', () => {
    wake();
  });

  const serve = async (webhook: string, queue: Queue) => {
    let isFailing = false;
    while (!closing.aborted) {
      // A message that comes during the work is seen by the next look.
      let isAwake = false;
      let ring = () => {
        isAwake = true;
      };
      alarms.set(webhook, () => {
        ring();
      });
      let next: number | undefined;
      try {
        await sweep();
        next = await queue.drain();
        isFailing = false;
      } catch (error) {
        const { message } = asOutboxError(error);
        if (!isFailing) tell({ kind: 'store_failed', webhook, text: `${webhook}: nothing is posted: ${message}` });
        isFailing = true;
      }
      if (closing.aborted || isAwake) continue;
      // Another process may store a message, or end a pause, and rings no bell here.
      const ms = Math.min(lookEvery, Math.max(0, (next ?? Number.POSITIVE_INFINITY) - now()));
      await new Promise<void>((resolve) => {
        const stop = after(ms, resolve);
        ring = () => {
          stop();
          resolve();
        };
      });
    }
  };

  return {
    wake,
    run: async () => {
      await Promise.all(Array.from(queues, ([webhook, queue]) => serve(webhook, queue)));
    },
  };
}
