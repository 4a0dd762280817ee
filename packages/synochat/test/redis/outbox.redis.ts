import type { OutboxNotice } from 'synochat/outbox';
import { bullmqStore } from 'synochat/outbox-bullmq';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Queue, Redis } from '../../../../tools/modules/bullmq.ts';
import { setStage } from '../outbox/stage.ts';
import { describeStore, type WithStore } from '../outbox/suite.ts';
import { describeStorage } from '../outbox/suite-of-storage.ts';
import { type RedisServer, startRedis } from './redis-server.ts';

let server: RedisServer;
let count = 0;
beforeAll(async () => {
  server = await startRedis();
});
afterAll(() => server.cleanUp());

function connect(): Redis {
  const connection = new Redis(`redis://127.0.0.1:${server.port}`, { maxRetriesPerRequest: null });
  connection.on('error', () => undefined);
  return connection;
}

const withStore: WithStore = async (work) => {
  const connection = connect();
  const store = bullmqStore({ Queue, connection, prefix: `run-${count++}` });
  try {
    await work(store);
  } finally {
    await store.close();
    connection.disconnect();
  }
};

describeStore('in BullMQ', withStore);
describeStorage('in BullMQ', withStore);

describe('an outbox whose Redis is away', () => {
  it.each([
    ['a client of its own settings', () => ({ host: '127.0.0.1', port: server.port })],
    ['a client that waits forever', connect],
  ])('rejects within 5 s, says so once, and goes on when Redis is back, with %s', async (_, open) => {
    const connection = open();
    const store = bullmqStore({ Queue, connection, prefix: `run-${count++}` });
    const stage = setStage(store);
    const notices: OutboxNotice[] = [];
    const outbox = stage.open({
      onNotice: (notice) => {
        notices.push(notice);
      },
      now: Date.now,
    });
    await outbox.put('alerts', 'before');
    await server.stop();
    try {
      const since = performance.now();
      const running = outbox.run();
      await expect(outbox.put('alerts', 'lost')).rejects.toMatchObject({ name: 'OutboxError' });
      expect(performance.now() - since).toBeLessThan(5500);
      await expect.poll(() => notices.map(({ kind }) => kind)).toContain('store_failed');
      await server.start();
      // The redis-server of this test keeps nothing over its end.
      await expect
        .poll(
          () =>
            outbox.put('alerts', 'after').then(
              () => true,
              () => false,
            ),
          { timeout: 30_000 },
        )
        .toBe(true);
      await expect.poll(() => stage.texts(), { timeout: 30_000 }).toContain('after');
      expect(notices.filter(({ kind }) => kind === 'store_failed')).toHaveLength(1);
      await outbox.close();
      await running;
    } finally {
      if (connection instanceof Redis) connection.disconnect();
    }
  });
});

describe('two outboxes on one Redis', () => {
  it('post each message once, in order', async () => {
    const connections = [connect(), connect()];
    const prefix = `run-${count++}`;
    const [one, other] = connections.map((connection) => bullmqStore({ Queue, connection, prefix }));
    if (!one || !other) throw new Error('no stores');
    const stage = setStage(one, { now: Date.now });
    const outboxes = [stage.open(), stage.open({ store: other })];
    const texts = Array.from({ length: 20 }, (_, n) => `message ${n}`);
    for (const [n, text] of texts.entries()) await outboxes[n % 2]?.put('alerts', text);
    const running = outboxes.map((outbox) => outbox.run());
    await expect.poll(() => stage.texts().length).toBe(20);
    await outboxes[0]?.put('alerts', 'last');
    await expect.poll(() => stage.texts().length).toBe(21);

    expect(stage.texts()).toEqual([...texts, 'last']);
    await Promise.all([...outboxes.map((outbox) => outbox.close()), ...running]);
    for (const connection of connections) connection.disconnect();
  });

  it('post nothing from a process whose lease another process took', async () => {
    const [mine, theirs] = [connect(), connect()];
    const prefix = `run-${count++}`;
    const store = bullmqStore({ Queue, connection: mine, prefix });
    const stage = setStage(store, { now: Date.now });
    const outbox = stage.open({
      limiter: { reserve: () => 100 },
      // Frozen before the post, for longer than a lease.
      async sleep() {
        await theirs.set(`${prefix}:outbox:lease:alerts`, 'another', 'PX', 60_000);
      },
    });
    await outbox.put('alerts', 'Hello');
    await outbox.runOnce();

    expect(stage.attempts).toBe(0);
    expect(await outbox.state()).toMatchObject([{ waiting: 1, dead: 0 }]);
    await outbox.close();
    for (const connection of [mine, theirs]) connection.disconnect();
  });
});
