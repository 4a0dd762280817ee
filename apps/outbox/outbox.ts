import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Message } from 'synochat';

/** What stands in Redis: a message, or what of it has not been posted yet. Neither address nor token. */
export interface Waiting {
  readonly parts: readonly Message[];
}

/** Messages that outlive the process which wrote them. */
export interface Outbox {
  /**
   * Resolves when Redis holds the message, behind all earlier ones for the integration of that name. The id is yours:
   * while a message with it waits, has failed, or was posted in the last week, another is ignored. Throws a `TypeError`
   * for a wrong name, an empty id or an empty message.
   */
  enqueue(webhook: string, id: string, message: string | Message): Promise<void>;
  close(): Promise<void>;
}

/** The one queue of an integration, whose name is lower-case letters, digits and underscores. */
export function openQueue(webhook: string, connection: Redis): Queue<Waiting> {
  if (!/^[a-z0-9_]+$/.test(webhook))
    throw new TypeError('The name of a webhook is lower-case letters, digits and underscores');
  const queue = new Queue<Waiting>(`outbox-${webhook}`, { connection });
  // The connection, whose owner hears of it, has the same errors.
  queue.on('error', () => undefined);
  return queue;
}

export function openOutbox(connection: Redis): Outbox {
  const queues = new Map<string, Queue<Waiting>>();
  return {
    async enqueue(webhook, id, message) {
      if (id === '') throw new TypeError('The id is empty: give each message its own');
      const whole = typeof message === 'string' ? { text: message } : message;
      if (!whole.text && whole.fileUrl === undefined && !whole.attachments?.length)
        throw new TypeError('The message is empty: give it a text, a fileUrl or attachments');
      const queue = queues.get(webhook) ?? openQueue(webhook, connection);
      queues.set(webhook, queue);
      // BullMQ takes neither whole numbers nor colons.
      const jobId = `m-${encodeURIComponent(id)}`;
      await queue.add('message', { parts: [whole] }, { jobId, removeOnComplete: { age: week } });
    },
    async close() {
      await Promise.all([...queues.values()].map((queue) => queue.close()));
    },
  };
}

/** Seconds. */
const week = 7 * 24 * 60 * 60;
