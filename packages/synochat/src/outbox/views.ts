import type { DeadLetter, OutboxMessage, QueueState } from './outbox.ts';
import type { OutboxStore, StoredMessage } from './store.ts';

/** Returns the state of each queue, in order of the names. */
export async function readState(store: OutboxStore, webhooks: Iterable<string>): Promise<readonly QueueState[]> {
  const counts = await store.count();
  const names = new Set([...webhooks, ...counts.map(({ webhook }) => webhook)]);
  return Promise.all(
    [...names].sort().map(async (webhook) => {
      const count = (state: string) =>
        counts.find((each) => each.webhook === webhook && each.state === state)?.messages ?? 0;
      const route = await store.readRoute(webhook);
      const paused = route && { since: route.since, next: route.next, code: route.code, reason: route.reason };
      return { webhook, waiting: count('waiting'), dead: count('dead'), paused };
    }),
  );
}

/** Returns the dead letters of each webhook. */
export async function readFailed(store: OutboxStore): Promise<readonly DeadLetter[]> {
  const letters: DeadLetter[] = [];
  for (const { webhook, state, messages } of await store.count())
    if (state === 'dead') letters.push(...(await store.list(webhook, state, messages)).map(asLetter));
  return letters;
}

/** Returns the message with the id, if it is stored. */
export async function readStored(store: OutboxStore, id: string): Promise<OutboxMessage | DeadLetter | undefined> {
  const message = isStoredId(id) ? await store.find(id) : undefined;
  return message?.failure ? asLetter(message) : message && asMessage(message);
}

/** Puts dead letters back to the front of their queues, and returns their messages. */
export async function retryLetters(
  store: OutboxStore,
  id: string | undefined,
  now: number,
): Promise<readonly string[]> {
  const one = id === undefined ? undefined : await readStored(store, id);
  const letters = id === undefined ? await readFailed(store) : one?.state === 'dead' ? [one] : [];
  const ids = letters.map((letter) => letter.id);
  if (ids.length > 0) await store.change(ids, { state: 'waiting', since: now, joined: false, failure: null });
  return ids;
}

function isStoredId(id: string): boolean {
  return typeof id === 'string' && /^\d{1,15}$/.test(id);
}

function asMessage({ id, webhook, state, storedAt, message }: StoredMessage): OutboxMessage {
  return { id, webhook, state, storedAt, message };
}

function asLetter(stored: StoredMessage): DeadLetter {
  const { failure } = stored;
  if (!failure) throw new Error(`The store holds a dead letter without a reason: ${stored.id}`);
  return { ...asMessage(stored), ...failure, state: 'dead' };
}
