/**
 * Keeps the messages of an outbox in a Durable Object of Cloudflare.
 *
 * @module synochat/outbox-durable
 */
import { type Row, type Sql, schema, sqlStore } from './outbox/sql.ts';
import type { Outbox, OutboxStore } from './outbox.ts';

/** The members that the store uses of a Durable Object's `ctx.storage`. */
export interface DurableStorage {
  readonly sql: { exec(statement: string, ...values: (string | number | null)[]): Iterable<Row> };
  transactionSync<T>(work: () => T): T;
  getAlarm(): Promise<number | null>;
  setAlarm(time: number): Promise<void>;
  deleteAlarm(): Promise<void>;
  sync(): Promise<void>;
}

/** Milliseconds until an object that died during its alarm goes on. Cloudflare alone repeats a failed alarm only six times. */
const rescue = 10_000;
/** Posts in one alarm at most: with all retries fewer than the 50 requests of the free plan. */
const postsPerAlarm = 5;

/**
 * Returns a store in the SQLite database of a Durable Object, bound by `new_sqlite_classes`. The store sets the alarm of
 * the object when there is something to post: call `runAlarm` in `alarm`. One object posts for its webhooks, and
 * Cloudflare runs one instance of it. Cloudflare limits a message to 2 MB.
 *
 * @param storage `ctx.storage` of the object.
 * @example
 * ```ts
 * import { DurableObject } from 'cloudflare:workers';
 * import type { Message } from 'synochat';
 * import { createOutbox } from 'synochat/outbox';
 * import { durableStore, runAlarm } from 'synochat/outbox-durable';
 *
 * export class Alerts extends DurableObject<{ SYNOCHAT_WEBHOOK: string }> {
 *   outbox = createOutbox({ store: durableStore(this.ctx.storage), webhooks: { alerts: this.env.SYNOCHAT_WEBHOOK } });
 *   put = (message: Message) => this.outbox.put('alerts', message);
 *   override alarm = () => runAlarm(this.ctx.storage, this.outbox);
 * }
 * ```
 */
export function durableStore(storage: DurableStorage): OutboxStore {
  const { sql } = storage;
  const database: Sql = {
    all: (statement, ...values) => Array.from(sql.exec(statement, ...values)),
    transaction: (work) => storage.transactionSync(work),
  };
  for (const statement of schema) database.all(statement);
  const tables = sqlStore(() => database);
  const wake = () => storage.setAlarm(Date.now());
  return {
    ...tables,
    async add(messages) {
      const ids = await tables.add(messages);
      // A pause keeps its later alarm, and delays no other webhook.
      const isDue = messages.some(({ webhook }) => tables.readRoute(webhook) === undefined);
      if (isDue || (await storage.getAlarm()) === null) await wake();
      await storage.sync();
      return ids;
    },
    async change(ids, change) {
      await tables.change(ids, change);
      if (change.state === 'waiting') await wake();
    },
    async writeRoute(webhook, route) {
      await tables.writeRoute(webhook, route);
      if (!route) await wake();
    },
    lease: () => true,
    release: () => undefined,
    close: () => undefined,
  };
}

/**
 * Posts what is due, a few messages at a time, and sets the next alarm. Rejects as `runOnce` does; Cloudflare then
 * repeats the alarm.
 *
 * @param storage `ctx.storage` of the object.
 * @example
 * ```ts
 * import { DurableObject } from 'cloudflare:workers';
 * import { createOutbox } from 'synochat/outbox';
 * import { durableStore, runAlarm } from 'synochat/outbox-durable';
 *
 * export class Alerts extends DurableObject<{ SYNOCHAT_WEBHOOK: string }> {
 *   outbox = createOutbox({ store: durableStore(this.ctx.storage), webhooks: { alerts: this.env.SYNOCHAT_WEBHOOK } });
 *   override alarm() {
 *     return runAlarm(this.ctx.storage, this.outbox);
 *   }
 * }
 * ```
 */
export async function runAlarm(storage: DurableStorage, outbox: Pick<Outbox, 'runOnce'>): Promise<void> {
  const rescueAt = Date.now() + rescue;
  await storage.setAlarm(rescueAt);
  const next = await outbox.runOnce(postsPerAlarm);
  // A message that was stored meanwhile set the alarm: its queue may have been empty before.
  if ((await storage.getAlarm()) !== rescueAt) return;
  if (next === undefined) await storage.deleteAlarm();
  else await storage.setAlarm(next);
}
