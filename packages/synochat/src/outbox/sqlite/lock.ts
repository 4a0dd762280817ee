import { resolve } from 'node:path';
import type { OutboxStore } from '../store.ts';
import { faultOf } from './fault.ts';
import type { Database, Sqlite } from './module.ts';
import { createPrivateFile, inodeOf } from './private-file.ts';

interface Held {
  readonly owner: string;
  readonly database: Database;
  readonly inode: number | undefined;
  readonly webhooks: Set<string>;
}

/**
 * Returns the leases of a file: a transaction that stays open in an empty database beside the file. The operating system
 * ends the lock with the process, however the process ends, and not while the process is frozen.
 */
export function holdLock(
  path: string,
  { DatabaseSync }: Sqlite,
): Pick<OutboxStore, 'lease' | 'release'> & { close(): void } {
  const absolute = resolve(path);
  let held: Held | undefined;
  const close = () => {
    held?.database.close();
    held = undefined;
  };
  return {
    close,
    lease(webhook, owner) {
      // If the file was deleted, another process can lock a new file.
      if (held && inodeOf(absolute) !== held.inode) close();
      if (!held) {
        const database = lock(absolute, DatabaseSync);
        if (!database) return false;
        held = { owner, database, inode: inodeOf(absolute), webhooks: new Set() };
      }
      if (held.owner !== owner) return false;
      held.webhooks.add(webhook);
      return true;
    },
    release(webhook, owner) {
      if (held?.owner !== owner) return;
      held.webhooks.delete(webhook);
      if (held.webhooks.size === 0) close();
    },
  };
}

/** Returns the locked database, or undefined if another process has the lock. */
function lock(path: string, DatabaseSync: Sqlite['DatabaseSync']): Database | undefined {
  let database: Database | undefined;
  try {
    createPrivateFile(path);
    database = new DatabaseSync(path);
    database.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE');
    return database;
  } catch (error) {
    database?.close();
    if ((error as Error).message.includes('is locked')) return undefined;
    throw faultOf(error).error;
  }
}
