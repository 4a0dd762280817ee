import { UsageError } from '@synochat/command-line';
import type { OutboxStore } from 'synochat/outbox';
import { type BullmqStoreOptions, bullmqStore } from 'synochat/outbox-bullmq';

/** The used part of `ioredis`. */
interface RedisModule {
  readonly Redis: new (
    url: string,
    options: { readonly maxRetriesPerRequest: null },
  ) => { on(event: 'error', listener: () => void): void; disconnect(): void };
}

/** Opens the store in Redis. Rejects with a `UsageError` if one of the two packages is missing. */
export async function openRedis(url: string): Promise<OutboxStore> {
  const [{ Queue }, { Redis }] = await Promise.all([
    load<Pick<BullmqStoreOptions, 'Queue'>>('bullmq'),
    load<RedisModule>('ioredis'),
  ]);
  const connection = new Redis(url, { maxRetriesPerRequest: null });
  // The outbox tells once that its store does not answer. The error of the client may hold the address.
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

/** Imports a package that only users of Redis install. */
async function load<Module>(name: string): Promise<Module> {
  try {
    return (await import(name)) as Module;
  } catch {
    throw new UsageError(
      `REDIS_URL needs the packages bullmq and ioredis beside synochat-relay: install both, or leave out REDIS_URL`,
    );
  }
}
