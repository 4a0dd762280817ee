import { resolve } from 'node:path';
import { type Row, type Sql, schema } from '../sql.ts';
import { faultOf } from './fault.ts';
import type { Database, Sqlite } from './module.ts';
import { createPrivateFile, inodeOf } from './private-file.ts';
import { readRows, writeRows } from './rescue.ts';

/** The mark of an outbox in the header of a SQLite file: "SChO". */
const applicationId = 0x53_43_68_4f;
/** Milliseconds to wait for another process that writes. */
const busyTimeout = 2000;

interface Opened {
  readonly database: Database;
  readonly sql: Sql;
  readonly inode: number | undefined;
}

/**
 * Returns the way to the database in the file, which is opened on first use and anew after a fault. If the file is deleted
 * while it is open, it is created again with its messages.
 */
export function openOutboxFile(path: string, sqlite: Sqlite): { open: () => Sql; close(): void } {
  const absolute = resolve(path);
  let opened: Opened | undefined;
  let rescued: ReturnType<typeof readRows> = [];
  const close = () => {
    try {
      opened?.database.close();
    } finally {
      opened = undefined;
    }
  };
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      const fault = faultOf(error);
      if (fault.isLasting) close();
      throw fault.error;
    }
  };
  return {
    close,
    open: () =>
      guarded(() => {
        // If the file was deleted or replaced, SQLite would go on to write into the old file, which no one reads again.
        const inode = inodeOf(absolute);
        if (opened && inode !== opened.inode) {
          // A deleted file can be read until it is closed. A file that replaces it has messages of its own.
          if (inode === undefined) rescued = readRows(opened.sql);
          close();
        }
        opened ??= connect(absolute, sqlite);
        const { sql } = opened;
        if (rescued.length > 0) writeRows(sql, rescued);
        rescued = [];
        return {
          all: (...args) => guarded(() => sql.all(...args)),
          transaction: (work) => guarded(() => sql.transaction(work)),
        };
      }),
  };
}

function connect(path: string, { DatabaseSync }: Sqlite): Opened {
  createPrivateFile(path);
  const database = new DatabaseSync(path);
  try {
    const sql = sqlOf(database);
    database.exec(`PRAGMA busy_timeout = ${busyTimeout}`);
    // Before the first write: a file of another program, or a damaged file, stays as it is.
    assertOutbox(sql);
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON');
    sql.transaction(() => {
      database.exec(`PRAGMA application_id = ${applicationId}`);
      for (const statement of schema) database.exec(statement);
    });
    return { database, sql, inode: inodeOf(path) };
  } catch (error) {
    database.close();
    throw error;
  }
}

function assertOutbox(sql: Sql): void {
  const value = (pragma: string) => Object.values(sql.all(`PRAGMA ${pragma}`)[0] ?? {})[0];
  const id = value('application_id');
  const isEmpty = sql.all('SELECT name FROM sqlite_master LIMIT 1').length === 0;
  if (id !== applicationId && !(id === 0 && isEmpty)) throw new Error('file is of another program');
  // A version with other tables will set its number here.
  if (value('user_version') !== 0) throw new Error('file is of a newer version');
  if (value('quick_check(1)') !== 'ok') throw new Error('file is malformed');
}

function sqlOf(database: Database): Sql {
  return {
    all: (statement, ...values) => database.prepare(statement).all(...values) as Row[],
    transaction(work) {
      database.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        database.exec('COMMIT');
        return result;
      } catch (error) {
        rollBack(database);
        throw error;
      }
    },
  };
}

/** After some errors, such as a full disk, SQLite has undone the transaction by itself. */
function rollBack(database: Database): void {
  try {
    database.exec('ROLLBACK');
  } catch {
    // There is no transaction any more.
  }
}
