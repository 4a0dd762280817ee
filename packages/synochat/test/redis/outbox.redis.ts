import { bullmqStore } from 'synochat/outbox-bullmq';
import { afterAll, beforeAll } from 'vitest';
import { Queue, Redis } from '../../../../tools/modules/bullmq.ts';
import { describeStore } from '../outbox/suite.ts';
import { type RedisServer, startRedis } from './redis-server.ts';

let server: RedisServer;
let count = 0;
beforeAll(async () => {
  server = await startRedis();
});
afterAll(() => server.cleanUp());

describeStore('in BullMQ', async (work) => {
  const connection = new Redis(`redis://127.0.0.1:${server.port}`, { maxRetriesPerRequest: null });
  const store = bullmqStore({ Queue, connection, prefix: `run-${count++}` });
  try {
    await work(store);
  } finally {
    await store.close();
    connection.disconnect();
  }
});
