import { Bell } from './bell.ts';
import { asOutboxError } from './failing-store.ts';
import type { Tell } from './notice.ts';
import { lookEvery, type Queue } from './queue.ts';

interface RunnerTools {
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

export function createRunner({ queues, tell, now, closing, sweep }: RunnerTools): Runner {
  const bells = new Map(Array.from(queues.keys(), (webhook) => [webhook, new Bell()]));
  const wake = (webhook?: string) => {
    for (const [name, bell] of bells) if (webhook === undefined || name === webhook) bell.ring();
  };

  const serve = async (webhook: string, queue: Queue, bell: Bell) => {
    let isFailing = false;
    while (!closing.aborted) {
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
      // Another process may store a message, or end a pause, and rings no bell here.
      const due = next === undefined ? lookEvery : Math.max(0, next - now());
      await bell.sleep(Math.min(lookEvery, due));
    }
  };

  return {
    wake,
    async run() {
      closing.addEventListener('abort', () => {
        wake();
      });
      const all = Array.from(queues, ([webhook, queue]) => serve(webhook, queue, bells.get(webhook) ?? new Bell()));
      await Promise.all(all);
    },
  };
}
