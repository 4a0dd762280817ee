import { type Address, parseAddress } from '../index.ts';
import { assert, assertFunction, assertOptions, isObject } from '../shared/assert.ts';
import { copyMessage } from '../shared/message.ts';
import { OutboxError } from './error.ts';
import { asOutboxError } from './failing-store.ts';
import { createTell } from './notice.ts';
import type { OutboxOptions } from './options.ts';
import type { Outbox } from './outbox.ts';
import { createPut } from './put.ts';
import { createQueue, type Queue } from './queue.ts';
import { createRunner } from './runner.ts';
import { createSweep } from './sweep.ts';
import { createTimely } from './timely.ts';
import { readFailed, readState, readStored, retryLetters } from './views.ts';

/**
 * Creates an outbox: messages are stored before they are posted, wait in order for as long as Chat is away, and go on by
 * themselves.
 *
 * - A fault of the route (`SendError.fault`) pauses the queue of the webhook and keeps every message in order. The outbox
 *   tries again after 5 s, doubling up to ten minutes: by a call that posts nothing, then with the first message.
 * - A fault of the message makes a dead letter, and the next message follows. A message that Chat may have posted becomes
 *   a dead letter too, as it must not be posted twice by itself.
 * - If Chat does not accept the file of a message, the message is posted with a link in place of the file.
 * - Exactly once is not possible: if the process is killed, the message that was being posted is posted again.
 *
 * Delivered messages are deleted at once, dead letters after 30 days, and the whole messages of a digest after 7 days.
 *
 * Throws a `TypeError` for an invalid address, name or option, and a `RangeError` for an invalid bound.
 *
 * @example
 * ```ts
 * const outbox = createOutbox({
 *   store: sqliteStore('outbox.db'),
 *   webhooks: { alerts: process.env.SYNOCHAT_WEBHOOK! },
 *   onNotice: ({ text }) => console.warn(text),
 * });
 * void outbox.run();
 * await outbox.put('alerts', 'The disk is *full*');
 * ```
 */
export function createOutbox(options: OutboxOptions): Outbox {
  assertOptions(options);
  const {
    store: unbounded,
    webhooks = {},
    onNotice,
    maxMessages = 10_000,
    maxBytes = 64 * 1024 * 1024,
    now = Date.now,
  } = options;
  const { add } = Object(unbounded) as Partial<typeof unbounded>;
  assert(typeof add === 'function', 'store', 'a store, such as sqliteStore returns', unbounded);
  assert(isObject(webhooks), 'webhooks', 'an object of addresses by name', webhooks);
  for (const [name, value] of Object.entries({ onNotice: onNotice ?? now, now })) assertFunction(name, value);
  for (const [name, value] of Object.entries({ maxMessages, maxBytes }))
    if (typeof value !== 'number' || !(value >= 1)) throw new RangeError(`${name} must be a number of 1 or more`);
  const addresses = new Map(Object.entries(webhooks).map(([name, url]) => [name, readWebhook(name, url)]));

  const store = createTimely(unbounded);
  const ending = new AbortController();
  const closing = ending.signal;
  const tell = createTell(onNotice);
  const owner = crypto.randomUUID();
  const queues = new Map<string, Queue>();
  for (const [webhook, address] of addresses)
    queues.set(webhook, createQueue({ webhook, address, owner, store, options, tell, now, closing }));
  const bounds = { maxMessages, maxBytes, now };
  const sweep = createSweep(store, bounds);
  const putMessage = createPut(store, bounds);
  const runner = createRunner({ queues, tell, now, closing, sweep });
  let running: Promise<void> | undefined;
  const underWay = new Set<Promise<unknown>>();

  let forgotten: Promise<unknown> | undefined;
  /** Once, ends the pauses of former addresses: a program that is woken would wait for the end of such a pause. */
  const forgetFormer = () =>
    (forgotten ??= Promise.all([...queues.values()].map((queue) => queue.forgetFormer())).catch(() => {
      forgotten = undefined;
    }));

  /** Calls the store for the caller. Rejects with an `OutboxError` if the store fails or the outbox is closed. */
  const ask = async <T>(work: () => Promise<T>): Promise<T> => {
    if (closing.aborted) throw new OutboxError('outbox_closed', 'The outbox is closed');
    const asked = Promise.all([work(), forgetFormer()]).then(([result]) => result);
    underWay.add(asked);
    try {
      return await asked;
    } catch (error) {
      throw asOutboxError(error);
    } finally {
      underWay.delete(asked);
    }
  };

  const release = () => Promise.all([...queues.values()].map((queue) => queue.release()));

  return {
    async put(webhook, message, { id } = {}) {
      assertWebhookName(webhook);
      if (addresses.size > 0 && !addresses.has(webhook)) throw new TypeError(`No webhook has the name ${webhook}`);
      assert(id === undefined || (typeof id === 'string' && id !== ''), 'id', 'a text that is not empty', id);
      const copy = copyMessage(message);
      const result = await ask(() => putMessage(webhook, copy, id));
      runner.wake(webhook);
      return result;
    },
    run() {
      if (addresses.size === 0) throw new TypeError('The outbox has no webhooks: pass their addresses by name');
      return (running ??= start());
    },
    runOnce: (posts) =>
      ask(async () => {
        await sweep();
        const due = await Promise.all([...queues.values()].map((queue) => queue.drain(posts)));
        if (!running) await release();
        const times = due.filter((time) => time !== undefined);
        return times.length > 0 ? Math.min(...times) : undefined;
      }),
    state: () => ask(() => readState(store, addresses.keys())),
    failed: () => ask(() => readFailed(store)),
    find: (id) => ask(() => readStored(store, id)),
    async retry(id) {
      const ids = await ask(() => retryLetters(store, id, now()));
      runner.wake();
      return ids.length;
    },
    async resume(webhook) {
      const names =
        webhook === undefined
          ? (await ask(() => readState(store, addresses.keys()))).map((each) => each.webhook)
          : [webhook];
      await ask(async () => {
        for (const name of names) await endWait(name);
      });
      runner.wake();
    },
    async close() {
      ending.abort(new OutboxError('outbox_closed', 'The outbox is closed'));
      await Promise.allSettled([running, ...underWay]);
      await Promise.allSettled([release()]);
      await store.close();
    },
  };

  /** Tries paused queues at once: the fault may have been removed before the program was started again. */
  async function start(): Promise<void> {
    await Promise.allSettled([...queues.keys()].map(endWait));
    await runner.run();
  }

  /** Makes the next attempt of a paused queue due. The outcome is told: the pause again, or its end. */
  async function endWait(webhook: string): Promise<void> {
    const route = await store.readRoute(webhook);
    if (route) await store.writeRoute(webhook, { ...route, next: 0, failures: 0 });
  }
}

function assertWebhookName(name: unknown): void {
  if (typeof name !== 'string' || !/^[a-z0-9_-]{1,64}$/.test(name))
    throw new TypeError('The name of a webhook must be lower-case letters, digits, _ and -, at most 64 characters');
}

function readWebhook(name: string, webhook: Parameters<typeof parseAddress>[0]): Address {
  assertWebhookName(name);
  try {
    return parseAddress(webhook, 'incoming');
  } catch (error) {
    throw new TypeError(`webhooks.${name}: ${(error as Error).message}`, { cause: error });
  }
}
