import type { StoredState } from '../store.ts';
import type { BullQueue, BullQueueClass } from './parts.ts';

export const states: readonly StoredState[] = ['waiting', 'dead', 'kept'];

/** The queues of BullMQ: one for each webhook and state. */
export interface Queues {
  of(webhook: string, state: StoredState): BullQueue;
  /** The queue whose client runs the store's own commands. */
  readonly first: BullQueue;
  close(): Promise<void>;
}

export function openQueues(Queue: BullQueueClass, connection: object, prefix: string): Queues {
  const queues = new Map<string, BullQueue>();
  const open = (name: string) => {
    const opened = queues.get(name);
    if (opened) return opened;
    // Without the wait for a connection, a Redis that is away is an error and not a promise without end.
    const streams = { events: { maxLen: 100 } };
    const options = { connection, prefix, streams, skipWaitingForReady: true };
    const queue = new Queue(name, options as never);
    // The operations reject with the same errors.
    queue.on('error', () => undefined);
    queues.set(name, queue);
    return queue;
  };
  return {
    of: (webhook, state) => open(`outbox-${webhook}-${state}`),
    first: open('outbox'),
    async close() {
      await Promise.all(Array.from(queues.values(), (queue) => queue.close()));
    },
  };
}
