import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import type { OutboxOptions } from 'synochat/outbox';
import { bullmqStore } from 'synochat/outbox-bullmq';
import { sqliteStore } from 'synochat/outbox-sqlite';

/** Returns a store in Redis at REDIS_URL, for several machines; otherwise in the file OUTBOX_FILE. */
export function openStore({ REDIS_URL, OUTBOX_FILE = 'outbox.db' }: NodeJS.ProcessEnv): OutboxOptions['store'] {
  if (!REDIS_URL) return sqliteStore(OUTBOX_FILE);
  const connection = new Redis(REDIS_URL, { maxRetriesPerRequest: null });
  // The outbox tells of a Redis that is away.
  connection.on('error', () => undefined);
  const store = bullmqStore({ Queue, connection });
  return {
    ...store,
    async close() {
      await store.close();
      connection.disconnect();
    },
  };
}

/** Returns the addresses in SYNOCHAT_WEBHOOK_<NAME>, by name in lower case. */
export function readWebhooks(env: NodeJS.ProcessEnv): Record<string, string> {
  const prefix = 'SYNOCHAT_WEBHOOK_';
  const named = Object.entries(env).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(named.map(([name, url = '']) => [name.slice(prefix.length).toLowerCase(), url]));
}
