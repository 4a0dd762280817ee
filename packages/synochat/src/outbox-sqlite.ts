/**
 * Keeps the messages of an outbox in a SQLite file, on Node 22.13 or newer, Deno and Bun.
 *
 * @module synochat/outbox-sqlite
 */

import { sqlStore } from './outbox/sql.ts';
import { openOutboxFile } from './outbox/sqlite/file.ts';
import { holdLock } from './outbox/sqlite/lock.ts';
import { loadSqlite } from './outbox/sqlite/module.ts';
import type { OutboxStore } from './outbox.ts';

/**
 * Returns a store in a file of this machine. The file, and its folder, are created on first use; only the owner can read
 * the file (mode 0600). Each change is on disk before its promise resolves (`synchronous=FULL`).
 *
 * Several processes may use the file. One of them posts: it holds a lock beside the file for as long as it lives, so a
 * process that is frozen is not overtaken, and a process that was killed is replaced within a second. Keep the file on a
 * local disk: network file systems lose locks. If someone deletes the file while it is used, it is created again with all
 * messages.
 *
 * Operations reject, and are tried anew the next time, if the file is damaged, full, read-only, or belongs to another
 * program. Such a file is never changed. Throws an `Error` on a Node without `node:sqlite`, and a `TypeError` if the path
 * is empty or no text.
 *
 * @param path The path of the file, such as `/data/outbox.db`.
 * @example
 * ```ts
 * const outbox = createOutbox({ store: sqliteStore('outbox.db'), webhooks: { alerts: process.env.SYNOCHAT_WEBHOOK! } });
 * void outbox.run();
 * await outbox.put('alerts', 'The backup is *done*');
 * ```
 */
export function sqliteStore(path: string): OutboxStore {
  if (typeof path !== 'string' || path === '') throw new TypeError('The path of the outbox file must be a text');
  const sqlite = loadSqlite();
  const file = openOutboxFile(path, sqlite);
  const lock = holdLock(`${path}-lock`, sqlite);
  return {
    ...sqlStore(file.open),
    ...lock,
    close() {
      lock.close();
      file.close();
    },
  };
}
