import type { Sql } from '../sql.ts';

/** The tables, and SQLite's own with the last id: an id is not used again. */
const tables = ['sqlite_sequence', 'messages', 'deliveries', 'routes'];

type TableRow = readonly [table: string, values: readonly (string | number | null)[]];

/** Returns the rows of all tables. */
export function readRows(sql: Sql): TableRow[] {
  return tables.flatMap((table) =>
    sql.all(`SELECT * FROM ${table}`).map((row): TableRow => [table, Object.values(row) as TableRow[1]]),
  );
}

/** Writes the rows into tables of the same columns. Rows that are there stay. */
export function writeRows(sql: Sql, rows: readonly TableRow[]): void {
  sql.transaction(() => {
    for (const [table, values] of rows)
      sql.all(`INSERT OR IGNORE INTO ${table} VALUES (${values.map(() => '?').join()})`, ...values);
  });
}
