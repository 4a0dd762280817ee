import type { MessageChange, NewMessage, OutboxStore, RouteState, StoredMessage, StoredState } from './store.ts';

/** A row of a result. */
export type Row = Readonly<Record<string, unknown>>;

/** A synchronous SQLite database. */
export interface Sql {
  /** Runs one statement with `?` for the values, and returns its rows. */
  all(statement: string, ...values: readonly (string | number | null)[]): readonly Row[];
  /** Runs the work in a transaction, which is undone if the work throws. */
  transaction<T>(work: () => T): T;
}

/** The statements that create the tables. `AUTOINCREMENT` keeps ids unique after a message is deleted. */
export const schema = [
  `CREATE TABLE IF NOT EXISTS messages (id INTEGER PRIMARY KEY AUTOINCREMENT, webhook TEXT NOT NULL, state TEXT NOT NULL,
    since INTEGER NOT NULL, stored_at INTEGER NOT NULL, joined INTEGER NOT NULL, message TEXT NOT NULL, bytes INTEGER NOT NULL,
    remaining TEXT, failure TEXT)`,
  // Covers the count, which is taken before each write.
  'CREATE INDEX IF NOT EXISTS queues ON messages (webhook, state, id, bytes)',
  `CREATE TABLE IF NOT EXISTS deliveries (webhook TEXT NOT NULL, id TEXT NOT NULL, until INTEGER NOT NULL,
    PRIMARY KEY (webhook, id)) WITHOUT ROWID`,
  // Each write deletes what has ended.
  'CREATE INDEX IF NOT EXISTS ends ON deliveries (until)',
  'CREATE TABLE IF NOT EXISTS routes (webhook TEXT PRIMARY KEY, route TEXT NOT NULL)',
];

const ofIds = 'WHERE id IN (SELECT CAST(value AS INTEGER) FROM json_each(?))';

/** Returns the part of a store that needs only tables. `open` is called for each operation. */
export function sqlStore(open: () => Sql): Omit<OutboxStore, 'lease' | 'release' | 'close'> {
  return {
    add(messages) {
      const sql = open();
      return sql.transaction(() => {
        const now = messages[0]?.storedAt ?? 0;
        sql.all('DELETE FROM deliveries WHERE until <= ?', now);
        return messages.map((message) => insert(sql, message));
      });
    },
    list(webhook, state, limit) {
      const query = 'SELECT * FROM messages WHERE webhook = ? AND state = ? ORDER BY id LIMIT ?';
      return open().all(query, webhook, state, limit).map(readRow);
    },
    find(id) {
      return open().all('SELECT * FROM messages WHERE id = ?', Number(id)).map(readRow)[0];
    },
    change(ids, change) {
      const columns = Object.entries(encodeChange(change));
      const set = columns.map(([column]) => `${column} = ?`).join(', ');
      open().all(`UPDATE messages SET ${set} ${ofIds}`, ...columns.map(([, value]) => value), JSON.stringify(ids));
    },
    delete(ids) {
      open().all(`DELETE FROM messages ${ofIds}`, JSON.stringify(ids));
    },
    expire(state, before) {
      open().all('DELETE FROM messages WHERE state = ? AND since < ?', state, before);
    },
    count() {
      const query =
        'SELECT webhook, state, count(*) AS messages, sum(bytes) AS bytes FROM messages GROUP BY webhook, state';
      return open()
        .all(query)
        .map(({ webhook, state, messages, bytes }) => ({
          webhook: String(webhook),
          state: state as StoredState,
          messages: Number(messages),
          bytes: Number(bytes),
        }));
    },
    readRoute(webhook) {
      const [row] = open().all('SELECT route FROM routes WHERE webhook = ?', webhook);
      return row && (readJson(row, 'route') as RouteState | undefined);
    },
    writeRoute(webhook, route) {
      if (route) open().all('INSERT OR REPLACE INTO routes VALUES (?, ?)', webhook, JSON.stringify(route));
      else open().all('DELETE FROM routes WHERE webhook = ?', webhook);
    },
  };
}

function insert(sql: Sql, message: NewMessage): string | undefined {
  const { webhook, storedAt, joined, deliveryId, rememberUntil, bytes } = message;
  if (deliveryId !== undefined) {
    const remember = 'INSERT OR IGNORE INTO deliveries VALUES (?, ?, ?) RETURNING id';
    if (sql.all(remember, webhook, deliveryId, rememberUntil).length === 0) return undefined;
  }
  const add = `INSERT INTO messages (webhook, state, since, stored_at, joined, message, bytes)
    VALUES (?, 'waiting', ?, ?, ?, ?, ?) RETURNING id`;
  const values = [webhook, storedAt, storedAt, Number(joined), JSON.stringify(message.message), bytes] as const;
  const [row] = sql.all(add, ...values);
  return String(row?.['id']);
}

function encodeChange({
  state,
  since,
  remaining,
  joined,
  failure,
}: MessageChange): Record<string, string | number | null> {
  return {
    ...(state !== undefined && { state }),
    ...(since !== undefined && { since }),
    ...(joined !== undefined && { joined: Number(joined) }),
    ...(remaining !== undefined && { remaining: remaining && JSON.stringify(remaining) }),
    ...(failure !== undefined && { failure: failure && JSON.stringify(failure) }),
  };
}

function readRow(row: Row): StoredMessage {
  return {
    id: String(row['id']),
    webhook: String(row['webhook']),
    state: row['state'] as StoredState,
    since: Number(row['since']),
    storedAt: Number(row['stored_at']),
    joined: Boolean(row['joined']),
    message: readJson(row, 'message') ?? lostMessage,
    remaining: readJson(row, 'remaining') as StoredMessage['remaining'],
    failure: readJson(row, 'failure') as StoredMessage['failure'],
  };
}

/** Posted in place of a message that cannot be read, so that the messages behind it do not wait for a repair. */
const lostMessage = { text: 'A message is lost: its place in the store of the outbox is damaged' };

/** Returns the value of a column. An error of `JSON.parse` would stop the queue, and repeat a part of the text in a log. */
function readJson(row: Row, column: string): unknown {
  try {
    return (JSON.parse(String(row[column])) as unknown) ?? undefined;
  } catch {
    return undefined;
  }
}
