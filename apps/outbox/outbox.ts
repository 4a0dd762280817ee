import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Message } from 'synochat';

/** The data in Redis: a message, or the parts that are not posted yet. Neither address nor token. */
export interface Waiting {
  readonly parts: readonly Message[];
}

/** A store of messages that outlives the process. */
export interface Outbox {
  /**
   * Adds a message to the queue of the integration. Resolves when Redis has stored the message. Choose an id for each
   * message: while a message with the same id waits, has failed, or was posted in the last week, the new message is
   * ignored. Throws a `TypeError` for an invalid name, an empty id or an empty message.
   */
  enqueue(webhook: string, id: string, message: string | Message): Promise<void>;
  close(): Promise<void>;
}

/** Returns the queue of an integration. Throws a `TypeError` unless the name is lower-case letters, digits and underscores. */
export function openQueue(webhook: string, connection: Redis): Queue<Waiting> {
  if (!/^[a-z0-9_]+$/.test(webhook))
    throw new TypeError('The name of a webhook is lower-case letters, digits and underscores');
  const queue = new Queue<Waiting>(`outbox-${webhook}`, { connection });
  // The connection reports the same errors to its owner.
  queue.on('error', () => undefined);
  return queue;
}

export function openOutbox(connection: Redis): Outbox {
  const queues = new Map<string, Queue<Waiting>>();
  return {
    async enqueue(webhook, id, message) {
      if (id === '') throw new TypeError('The id is empty: pass a different id for each message');
      const whole = typeof message === 'string' ? { text: message } : message;
      if (!whole.text && whole.fileUrl === undefined && !whole.attachments?.length)
        throw new TypeError('The message is empty: pass a text, a fileUrl or attachments');
      const queue = queues.get(webhook) ?? openQueue(webhook, connection);
      queues.set(webhook, queue);
      // BullMQ rejects ids that are whole numbers or contain colons.
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
