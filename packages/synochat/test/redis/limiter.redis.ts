import { execFileSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { type RunScript, redisLimiter } from 'synochat/redis';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { built, bun, deno } from '../helpers/runtime.ts';
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
beforeEach(() => redis.flushall());
afterAll(async () => {
  redis.disconnect();
  await server.cleanUp();
});

/** That many at once, as a shared limiter is asked. */
const many = (count: number, reserve: (n: number) => number | Promise<number>) =>
  Promise.all(Array.from({ length: count }, async (_, n) => reserve(n)));

/** The slots taken at one time of Redis, relative to the first, in milliseconds. */
function near(waits: readonly number[], wanted: readonly number[]) {
  expect(waits).toHaveLength(wanted.length);
  for (const [n, wait] of waits.entries()) {
    // Time passes between two of them; it never gives a later slot.
    expect(wait).toBeLessThanOrEqual(wanted[n] ?? 0);
    expect(wait).toBeGreaterThan((wanted[n] ?? 0) - 500);
  }
}

describe('a limiter in Redis', () => {
  const program = fileURLToPath(new URL('../runtimes/programs/reserve.mjs', import.meta.url));
  const commands = [
    { client: 'ioredis', runtime: 'Node', command: [process.execPath] },
    { client: 'redis', runtime: 'Node', command: [process.execPath] },
    { client: 'ioredis', runtime: 'Bun', command: [bun, `--tsconfig-override=${built}`] },
    { client: 'redis', runtime: 'Bun', command: [bun, `--tsconfig-override=${built}`] },
    { client: 'bun', runtime: 'Bun', command: [bun, `--tsconfig-override=${built}`] },
    { client: 'ioredis', runtime: 'Deno', command: [deno, 'run', '-A', '--no-remote'] },
    { client: 'redis', runtime: 'Deno', command: [deno, 'run', '-A', '--no-remote'] },
  ];

  it.each(commands)('spaces slots over the client $client on $runtime', ({ client, command: [file = '', ...args] }) => {
    const printed = execFileSync(file, [...args, program, client, String(server.port)], { encoding: 'utf8' });

    near(JSON.parse(printed) as number[], [0, 0, 1000, 2000, 3000]);
  });

  it('keeps integrations apart, and a limiter with another prefix', async () => {
    const one = redisLimiter(run, { interval: 60_000 });
    const other = redisLimiter(run, { interval: 60_000, prefix: 'other:' });

    expect([await one.reserve('a'), await one.reserve('b'), await other.reserve('a')]).toEqual([0, 0, 0]);
    expect(await one.reserve('a')).toBeGreaterThan(59_000);
    expect((await redis.keys('*')).sort()).toEqual(['other:a', 'synochat:a', 'synochat:b']);
  });

  it('lets a burst through again after a pause, and no more', async () => {
    const limiter = redisLimiter(run, { interval: 1000, burst: 3 });
    const take = async (count: number) => {
      const waits: number[] = [];
      while (waits.length < count) waits.push(await limiter.reserve('a'));
      return waits;
    };

    near(await take(5), [0, 0, 0, 1000, 2000]);
    await redis.set('synochat:a', '1 0');
    near(await take(4), [0, 0, 0, 1000]);
  });

  it('does not space what is to have no interval', async () => {
    const limiter = redisLimiter(run, { interval: 0 });

    expect([await limiter.reserve('a'), await limiter.reserve('a')]).toEqual([0, 0]);
  });

  it('counts exactly, far beyond the digits that Lua prints', async () => {
    const limiter = redisLimiter(run, { interval: 86_400_000.001 });
    await many(100, () => limiter.reserve('a'));
    const [asked = 0, ahead = 0] = (await redis.get('synochat:a'))?.split(' ').map(Number) ?? [];

    const [seconds = 0] = (await redis.time()).map(Number);
    expect(Math.abs(asked - seconds * 1e6)).toBeLessThan(5e6);
    const passed = 100 * 86_400_000_001 - ahead;
    expect(passed).toBeGreaterThanOrEqual(0);
    expect(passed).toBeLessThan(5e6);
  });

  it('leaves no key behind when the bucket is full again', async () => {
    const limiter = redisLimiter(run, { interval: 100, burst: 2 });
    await limiter.reserve('a');
    await limiter.reserve('a');
    await limiter.reserve('a');

    const remaining = await redis.pttl('synochat:a');
    expect(remaining).toBeGreaterThan(0);
    expect(remaining).toBeLessThanOrEqual(300);
    await pause(350);
    expect(await redis.keys('*')).toEqual([]);
  });

  it('leaves more after refusals, then less again, up to twice the interval', async () => {
    const limiter = redisLimiter(run, { interval: 10_000 });
    const distance = async (refusals: number) => {
      const before = await limiter.reserve('a', undefined, refusals);
      return (await limiter.reserve('a')) - before;
    };
    // Time passes between two reservations.
    const about = async (refusals: number, wanted: number) => {
      const found = await distance(refusals);
      expect(found).toBeLessThanOrEqual(wanted + 1);
      expect(found).toBeGreaterThan(wanted - 190);
    };

    await about(0, 10_000);
    await about(2, 10_400);
    expect((await redis.get('synochat:a'))?.split(' ')[2]).toBe('39840');
    await about(1, 10_598);
    await about(1000, 20_000);
    expect(await redis.pttl('synochat:a')).toBeGreaterThan(600_000);
  });

  it('forgets what it learned ten minutes after its last slot, and learns nothing with an interval of 0', async () => {
    const limiter = redisLimiter(run, { interval: 100 });
    await limiter.reserve('a', undefined, 3);
    await redisLimiter(run, { interval: 0 }).reserve('b', undefined, 3);

    const remaining = await redis.pttl('synochat:a');
    expect(remaining).toBeGreaterThan(595_000);
    expect(remaining).toBeLessThanOrEqual(600_106);
    expect(await redis.pttl('synochat:b')).toBeLessThan(100);
  });

  it('holds 10,000 integrations, and none of them for long', async () => {
    const limiter = redisLimiter(run, { interval: 2000 });
    const waits = await many(10_000, (n) => limiter.reserve(String(n)));

    expect(new Set(waits)).toEqual(new Set([0]));
    await pause(2500);
    for (let n = 0; n < 10_000; n += 1000) expect(await redis.exists(`synochat:${n}`)).toBe(0);
    await expect.poll(() => redis.dbsize(), { timeout: 20_000 }).toBe(0);
  });

  it('neither bursts nor waits for hours when the clock of Redis was set back', async () => {
    const limiter = redisLimiter(run, { interval: 1000 });
    const [seconds = 0] = (await redis.time()).map(Number);
    // As of an hour from now, with three slots taken.
    await redis.set('synochat:a', `${(seconds + 3600) * 1e6} 3000000`, 'PX', 9_999_999);

    near([await limiter.reserve('a'), await limiter.reserve('a')], [3000, 4000]);
  });

  it('does not touch what somebody else keeps under its key', async () => {
    await redis.set('synochat:a', 'mine');
    await redis.rpush('synochat:b', 'mine');

    await expect(redisLimiter(run).reserve('a')).rejects.toThrow('Redis gave no slot: ERR no bucket: synochat:a');
    await expect(redisLimiter(run).reserve('b')).rejects.toThrow(/^Redis gave no slot: WRONGTYPE/);
    expect(await redis.get('synochat:a')).toBe('mine');
  });

  it('is the same on a replica', async () => {
    const replica = await startRedis('--replicaof', `127.0.0.1 ${server.port}`);
    const reader = new Redis(replica.port, '127.0.0.1');
    try {
      const limiter = redisLimiter(run, { interval: 60_000 });
      await many(3, () => limiter.reserve('a'));

      await expect.poll(() => reader.get('synochat:a'), { timeout: 30_000 }).toBe(await redis.get('synochat:a'));
      expect(Math.abs((await reader.pttl('synochat:a')) - (await redis.pttl('synochat:a')))).toBeLessThan(1000);
      const onReplica = redisLimiter((script, key, args) => reader.eval(script, 1, key, ...args), { patience: 0 });
      await expect(onReplica.reserve('a')).rejects.toThrow(/^Redis gave no slot: READONLY/);
    } finally {
      reader.disconnect();
      await replica.cleanUp();
    }
  });
});
