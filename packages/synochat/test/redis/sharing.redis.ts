import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { sendIncoming } from 'synochat';
import { type RunScript, redisLimiter } from 'synochat/redis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { postFromMany, serveChat } from './crowd.ts';
import { type RedisServer, startRedis } from './redis-server.ts';

let server: RedisServer;
let redis: Redis;
let run: RunScript;
beforeAll(async () => {
  server = await startRedis();
  redis = new Redis(server.port, '127.0.0.1');
  redis.on('error', () => undefined);
  run = (script, key, args) => redis.eval(script, 1, key, ...args);
});
afterAll(async () => {
  redis.disconnect();
  await server.cleanUp();
});

describe('four processes that share a limiter', () => {
  it('deliver 12 messages each to one integration, each process in order, with few refused as too early', async () => {
    const chat = await serveChat();
    try {
      const printed = await postFromMany(chat.url, server.port, { processes: 4, each: 12 });

      expect(printed).toBe('');
      expect(new Set(chat.texts()).size).toBe(48);
      for (const n of [0, 1, 2, 3]) {
        const textsOfProcess = chat.texts().filter((text) => text.startsWith(`process ${n} `));
        expect(textsOfProcess).toEqual(Array.from({ length: 12 }, (_, message) => `process ${n} message ${message}`));
      }
      // Without a shared limiter it is more than fifty. The exact number depends on the machine.
      expect(chat.early()).toBeLessThan(12);
    } finally {
      await chat.close();
    }
  });
});

describe('a Redis that is stopped while messages are sent', () => {
  let chat: Awaited<ReturnType<typeof serveChat>>;
  beforeEach(async () => {
    chat = await serveChat();
  });
  afterEach(() => chat.close());
  const wanted = Array.from({ length: 6 }, (_, n) => `message ${n}`);
  const sendAll = (limiter: ReturnType<typeof redisLimiter>) =>
    Promise.allSettled(wanted.map((text) => sendIncoming(chat.url, text, { limiter })));

  it('without patience ends those that got no slot in an error, posts none of them, and none twice', async () => {
    const sending = sendAll(redisLimiter(run, { timeout: 400, patience: 0 }));
    while (chat.texts().length < 2) await pause(10);
    await server.stop();
    const outcomes = await sending;
    await server.start();

    const delivered = wanted.filter((_, n) => outcomes[n]?.status === 'fulfilled');
    expect(chat.texts()).toEqual(delivered);
    expect(delivered.length).toBeLessThan(6);
    for (const outcome of outcomes.slice(delivered.length)) {
      const error = (outcome as PromiseRejectedResult).reason as Error;
      expect(error).toMatchObject({ code: 'limiter_failed', posted: 'no', retryable: true });
      expect((error.cause as Error).message).toMatch(/^Redis gave no slot: /);
      expect(`${error.message} ${String(error.cause)}`).not.toContain(chat.token);
    }
  });

  it('holds them up, in order, and loses none', async () => {
    const sending = sendAll(redisLimiter(run));
    while (chat.texts().length < 2) await pause(10);
    await server.stop();
    await pause(3000);
    await server.start();

    expect((await sending).filter(({ status }) => status === 'rejected')).toEqual([]);
    expect(chat.texts()).toEqual(wanted);
  });

  it('and comes back full, or with a wrong password, holds them up only while it is full', async () => {
    await redis.config('SET', 'maxmemory', '1');
    const sending = sendAll(redisLimiter(run));
    await pause(1000);
    expect(chat.texts()).toEqual([]);
    await redis.config('SET', 'maxmemory', '0');
    expect((await sending).filter(({ status }) => status === 'rejected')).toEqual([]);
    expect(chat.texts()).toEqual(wanted);

    await redis.config('SET', 'requirepass', 'synthetic');
    const stranger = new Redis(server.port, '127.0.0.1');
    stranger.on('error', () => undefined);
    const asStranger = redisLimiter((script, key, args) => stranger.eval(script, 1, key, ...args));
    await expect(sendIncoming(chat.url, 'x', { limiter: asStranger })).rejects.toMatchObject({
      code: 'limiter_failed',
      cause: { message: expect.stringMatching(/^Redis gave no slot: NOAUTH/) as string },
    });
    stranger.disconnect();
    await redis.config('SET', 'requirepass', '');
  });
});
