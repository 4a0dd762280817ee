import { getBuiltinModule } from 'node:process';

/** The used part of `node:sqlite`. */
export interface Sqlite {
  readonly DatabaseSync: new (path: string) => Database;
}

/** The used part of a `DatabaseSync`. */
export interface Database {
  exec(statements: string): void;
  prepare(statement: string): { all(...values: readonly (string | number | null)[]): unknown[] };
  close(): void;
}

/** Returns `node:sqlite`. Throws an `Error` with one sentence on a Node without the module: an import would end in a stack. */
export function loadSqlite(): Sqlite {
  const load = getBuiltinModule as ((name: string) => unknown) | undefined;
  const sqlite = load?.('node:sqlite') as Sqlite | undefined;
  if (!sqlite) throw new Error('synochat/outbox-sqlite needs node:sqlite: use Node 22.13 or newer, Deno or Bun');
  return sqlite;
}
