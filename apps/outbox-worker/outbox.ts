import { DurableObject } from 'cloudflare:workers';
import type { Message, SendOptions } from 'synochat';
import { assertPostable, attempt, backoff } from './attempt.ts';

/** Rejected messages with the reason. Pass the id to `again` or `forget`. */
export interface DeadLetter {
  readonly id: number;
  readonly code: string;
  readonly reason: string;
  readonly messages: readonly Message[];
}

/** The most posts in one run of the alarm: with all retries fewer than the 50 requests of the free plan. */
const postsPerRun = 5;

/** Stores the messages of one integration until Chat has accepted them, and is the only sender. Name the object after the integration. */
export class Outbox extends DurableObject<{ readonly SYNOCHAT_WEBHOOK: string }> {
  /** Options of `sendIncoming`, which keeps Chat's interval. */
  protected readonly sendOptions: SendOptions = {};
  readonly #storage = this.ctx.storage;
  readonly #sql = withTable(this.#storage.sql);

  /** Resolves when the message is stored. Rejects with a `TypeError` for an invalid message. */
  async enqueue(message: Message): Promise<void> {
    await assertPostable(message);
    this.#sql.exec('INSERT INTO outbox (messages) VALUES (?)', JSON.stringify([message]));
    await this.#wake();
  }

  /** Returns the number of waiting messages, and the dead letters. */
  status(): { waiting: number; dead: DeadLetter[] } {
    const [count] = this.#sql.exec('SELECT count(*) AS waiting FROM outbox WHERE code IS NULL');
    const dead = this.#sql.exec('SELECT id, code, reason, messages FROM outbox WHERE code IS NOT NULL ORDER BY id');
    return { waiting: Number(count?.['waiting']), dead: Array.from(dead, readLetter) };
  }

  /** Puts a dead letter back to its place, before all later messages. */
  async again(id: number): Promise<void> {
    this.#sql.exec('UPDATE outbox SET code = NULL, reason = NULL WHERE id = ?', id);
    await this.#wake();
  }

  forget(id: number): void {
    this.#sql.exec('DELETE FROM outbox WHERE id = ? AND code IS NOT NULL', id);
  }

  override async alarm(): Promise<void> {
    // If the run dies, the next alarm goes on. Cloudflare alone repeats a failed alarm only six times.
    await this.#storage.setAlarm(Date.now() + 10_000);
    for (let n = 0; n < postsPerRun; n++) {
      const head = this.#head();
      if (!head) break;
      const { verdict, remaining, code, reason } = await attempt(
        this.env.SYNOCHAT_WEBHOOK,
        head.messages,
        this.sendOptions,
      );
      // The next post starts after the write: Cloudflare delays outgoing requests until then.
      if (remaining.length === 0) this.#sql.exec('DELETE FROM outbox WHERE id = ?', head.id);
      else {
        const failure = verdict === 'refused' || verdict === 'unknown' ? [code, reason] : [null, null];
        const set = 'UPDATE outbox SET messages = ?, code = ?, reason = ? WHERE id = ?';
        this.#sql.exec(set, JSON.stringify(remaining), ...failure, head.id);
      }
      const failures = (await this.#storage.get<number>('failures')) ?? 0;
      if (verdict === 'posted' && failures > 0) await this.#storage.put('failures', 0);
      // Pause after `unknown` too. Otherwise a NAS that is off would turn every message into a dead letter.
      if (verdict === 'later' || verdict === 'unknown') {
        await this.#storage.put('failures', failures + 1);
        await this.#storage.setAlarm(Date.now() + backoff(failures + 1) * 1000);
        return;
      }
    }
    if (this.#head()) await this.#storage.setAlarm(Date.now());
    else await this.#storage.deleteAlarm();
  }

  /** Sets the alarm, unless an alarm is set: a later alarm after a failure stays. */
  async #wake(): Promise<void> {
    if ((await this.#storage.getAlarm()) === null) await this.#storage.setAlarm(Date.now());
  }

  #head(): Pick<DeadLetter, 'id' | 'messages'> | undefined {
    const [row] = this.#sql.exec('SELECT * FROM outbox WHERE code IS NULL ORDER BY id LIMIT 1');
    return row && readLetter(row);
  }
}

function withTable<Sql extends { exec(query: string): unknown }>(sql: Sql): Sql {
  sql.exec(`CREATE TABLE IF NOT EXISTS outbox
    (id INTEGER PRIMARY KEY AUTOINCREMENT, messages TEXT NOT NULL, code TEXT, reason TEXT)`);
  return sql;
}

function readLetter({ id, code, reason, messages }: Readonly<Record<string, unknown>>): DeadLetter {
  return {
    id: Number(id),
    code: String(code),
    reason: String(reason),
    messages: JSON.parse(String(messages)) as readonly Message[],
  };
}
