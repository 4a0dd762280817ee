import type { Message } from '../index.ts';
import { within } from '../shared/timer.ts';
import { OutboxError } from './error.ts';
import { asOutboxError } from './failing-store.ts';
import type { OutboxBounds } from './options.ts';
import type { PutResult } from './outbox.ts';
import type { OutboxStore, StoredCount } from './store.ts';
import { storePatience, storeTimeout } from './timely.ts';

/** Milliseconds in which a second message with the same id is a duplicate. */
const memory = 24 * 60 * 60 * 1000;
/** The number of messages that wait before the next ones are joined into digests. */
const calm = 20;
/** Messages in one transaction at most. */
const batchSize = 500;

interface Incoming {
  readonly webhook: string;
  readonly message: Message;
  readonly bytes: number;
  readonly deliveryId: string | undefined;
  readonly resolve: (result: PutResult) => void;
  readonly reject: (error: Error) => void;
  /** Whether the caller was told that the message is not stored. */
  isOver: boolean;
}

/** Stores one message, in the same transaction with others that arrive at that time. */
export type PutMessage = (webhook: string, message: Message, deliveryId: string | undefined) => Promise<PutResult>;

/** Returns the way into the store, which counts before each transaction what is stored. */
export function createPut(store: OutboxStore, bounds: OutboxBounds): PutMessage {
  const { maxMessages, now } = bounds;
  let waiting: Incoming[] = [];
  let isStoring = false;

  const storeAll = async () => {
    if (isStoring) return;
    isStoring = true;
    // Messages of the same moment share a transaction, and so the time of one write to the disk.
    await Promise.resolve();
    while (waiting.length > 0) {
      const batch = waiting.slice(0, batchSize).filter(({ isOver }) => !isOver);
      waiting = waiting.slice(batchSize);
      try {
        await storeBatch(store, batch, bounds);
      } catch (error) {
        for (const { reject } of batch) reject(asOutboxError(error));
      }
    }
    isStoring = false;
  };

  return (webhook, message, deliveryId) => {
    if (waiting.length >= maxMessages) throw outboxFull();
    const bytes = new TextEncoder().encode(JSON.stringify(message)).length;
    let incoming: Incoming | undefined;
    const stored = new Promise<PutResult>((resolve, reject) => {
      incoming = { webhook, message, bytes, deliveryId, resolve, reject, isOver: false };
      waiting.push(incoming);
    });
    void storeAll();
    return within(storePatience, stored, () => {
      if (incoming) incoming.isOver = true;
      return storeTimeout();
    });
  };

  async function storeBatch(to: OutboxStore, batch: readonly Incoming[], { maxBytes }: OutboxBounds): Promise<void> {
    if (batch.length === 0) return;
    const tally = tallyOf(await to.count());
    const fitting: Incoming[] = [];
    const fresh = batch.flatMap((incoming) => {
      const { webhook, message, bytes, deliveryId, reject } = incoming;
      if (tally.messages >= maxMessages || tally.bytes + bytes > maxBytes) {
        reject(outboxFull());
        return [];
      }
      const before = tally.waiting.get(webhook) ?? 0;
      tally.messages++;
      tally.bytes += bytes;
      tally.waiting.set(webhook, before + 1);
      fitting.push(incoming);
      // Buttons wait for an answer: their message stays whole.
      const joined = before >= calm && !message.attachments?.length;
      const storedAt = now();
      return { webhook, message, bytes, storedAt, joined, deliveryId, rememberUntil: storedAt + memory };
    });
    const ids = fresh.length > 0 ? await to.add(fresh) : [];
    for (const [n, { resolve }] of fitting.entries()) resolve({ id: ids[n], duplicate: ids[n] === undefined });
  }
}

function outboxFull(): OutboxError {
  return new OutboxError('outbox_full', 'The outbox is full: is Chat away, or do dead letters wait for a retry?');
}

/** Counts what is not delivered. */
function tallyOf(counts: readonly StoredCount[]) {
  const undelivered = counts.filter(({ state }) => state !== 'kept');
  const sum = (member: 'messages' | 'bytes') => undelivered.reduce((total, each) => total + each[member], 0);
  const waiting = counts.filter(({ state }) => state === 'waiting');
  return {
    messages: sum('messages'),
    bytes: sum('bytes'),
    waiting: new Map(waiting.map(({ webhook, messages }) => [webhook, messages])),
  };
}
