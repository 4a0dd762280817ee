import type { OutboxBounds } from './options.ts';
import type { OutboxStore } from './store.ts';

const aDay = 24 * 60 * 60 * 1000;
/** Milliseconds between two sweeps. */
const sweepEvery = aDay / 24;

/**
 * Returns what deletes expired messages, at most once an hour: dead letters after 30 days, messages of digests after 7
 * days, or the oldest of these if there are more than an outbox may hold.
 */
export function createSweep(store: OutboxStore, { maxMessages, maxBytes, now }: OutboxBounds): () => Promise<void> {
  let due = 0;
  return async () => {
    if (now() < due) return;
    await store.expire('dead', now() - 30 * aDay);
    await store.expire('kept', now() - 7 * aDay);
    for (const { webhook, state, messages, bytes } of await store.count()) {
      if (state !== 'kept') continue;
      const share = Math.min(1, maxMessages / messages, maxBytes / bytes);
      const surplus = messages - Math.floor(messages * share);
      if (surplus > 0) await store.delete((await store.list(webhook, 'kept', surplus)).map(({ id }) => id));
    }
    due = now() + sweepEvery;
  };
}
