import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '@synochat/command-line';
import { createOutbox, type Outbox, type OutboxOptions, type OutboxStore } from 'synochat/outbox';
import { openRedis } from './redis.ts';

/** The place of the stored messages. */
export interface StorePlace {
  readonly redisUrl: string | undefined;
  /** The folder of the database, if no Redis is set. */
  readonly data: string;
}

/**
 * Opens the outbox with the stored messages. Rejects like `openStore`, and with a `UsageError` if no file can be created in the
 * folder. A file that exists may be damaged: the relay waits until it is restored.
 */
export async function openOutbox(place: StorePlace, options: Omit<OutboxOptions, 'store'>): Promise<Outbox> {
  const outbox = createOutbox({ ...options, store: await openStore(place) });
  if (hasStore(place)) return outbox;
  try {
    // The first operation creates the file.
    await outbox.state();
  } catch (error) {
    if (!hasStore(place)) {
      await outbox.close();
      throw new UsageError(
        `Messages cannot be stored in ${place.data}: choose another folder with --data (${(error as Error).message})`,
      );
    }
  }
  return outbox;
}

/** Opens the store of the messages. A file is opened on first use, and opened anew after a fault. */
async function openStore(place: StorePlace): Promise<OutboxStore> {
  if (place.redisUrl !== undefined) return openRedis(place.redisUrl);
  // The texts of messages are for nobody else on the machine.
  process.umask(0o077);
  return withoutWarning(async () => {
    const { sqliteStore } = await import('synochat/outbox-sqlite');
    return sqliteStore(fileOf(place));
  });
}

/** Returns whether a relay has stored messages at the place: the commands beside the relay create no file. */
export function hasStore(place: StorePlace): boolean {
  return place.redisUrl !== undefined || existsSync(fileOf(place));
}

function fileOf({ data }: StorePlace): string {
  return join(data, 'relay.sqlite');
}

/** Loads the database without Node's warning that the database is experimental: users cannot act on it. */
async function withoutWarning<T>(work: () => Promise<T>): Promise<T> {
  const original = process.emitWarning.bind(process);
  process.emitWarning = (warning: string | Error, ...rest: unknown[]) => {
    if (!String(warning).includes('SQLite')) Reflect.apply(original, process, [warning, ...rest]);
  };
  try {
    return await work();
  } finally {
    process.emitWarning = original;
  }
}
