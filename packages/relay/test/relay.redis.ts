import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type SimulatorServer, startSimulator } from 'synochat-simulator/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scratchFolder } from '../../synochat/test/helpers/runtime.ts';
import { type RedisServer, startRedis } from '../../synochat/test/redis/redis-server.ts';
import { run, startRelay } from './command.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const { scratch, cleanUp } = scratchFolder();
const cli = join(scratch, 'node_modules/synochat-relay/dist/cli.js');
let redis: RedisServer;
let nas: SimulatorServer;
let variables: Record<string, string>;

beforeAll(async () => {
  install();
  redis = await startRedis();
  nas = await startSimulator({ rateInterval: 0 });
  const { url } = nas.addIncoming({ channel: 'general' });
  variables = { SYNOCHAT_WEBHOOK: url, REDIS_URL: `redis://127.0.0.1:${redis.port}`, RELAY_CLI: cli };
});
afterAll(async () => {
  await nas.close();
  await redis.cleanUp();
  cleanUp();
});

const texts = () => nas.posts('general').map(({ text }) => text);

describe('two relays on one Redis', () => {
  it('both take notifications, one of them posts, and the other goes on when it is killed', async () => {
    const relays = await Promise.all([startRelay(variables), startRelay(variables)]);
    try {
      const wanted: string[] = [];
      const post = async (at: number, text: string) => {
        expect((await relays[at]?.post('/post/K', { text }))?.status).toBe(200);
        wanted.push(text);
      };
      for (const text of ['one', 'three', 'five']) {
        await post(0, text);
        await post(1, `after ${text}`);
      }
      await expect.poll(texts).toEqual(wanted);
      // A kill between a post and its deletion would repeat the post.
      const state = async () => (await fetch(`http://127.0.0.1:${relays[1].port}/`)).text();
      await expect.poll(state).toContain('default: 0 waiting');

      await relays[0].stop('SIGKILL');
      for (const text of ['seven', 'eight']) await post(1, text);
      await expect.poll(texts, { timeout: 40_000 }).toEqual(wanted);
      expect((await run(variables, 'failed')).out).toBe('No message failed.\n');
    } finally {
      for (const relay of relays) await relay.stop('SIGTERM');
    }
    expect(relays.map(({ output }) => output.err)).toEqual(['', '']);
  });

  it('answer 503 while Redis is away', async () => {
    const relay = await startRelay(variables);
    await redis.stop();

    expect((await relay.post('/slack/K', { text: 'hello' })).status).toBe(503);
    await redis.start();
    await expect.poll(async () => (await relay.post('/slack/K', { text: 'hello' })).status).toBe(200);
    expect(await relay.stop('SIGTERM')).toBe(0);
  });
});

it('REDIS_URL without its packages is one sentence', async () => {
  const result = await run({ ...variables, RELAY_CLI: '' });

  expect(result).toMatchObject({ code: 2, out: '' });
  expect(result.err).toMatch(/^synochat-relay: REDIS_URL needs the packages bullmq and ioredis.*\n$/);
});

/** Puts the program into a folder where the packages of Redis are installed too. */
function install(): void {
  mkdirSync(join(scratch, 'node_modules/@hono'), { recursive: true });
  for (const name of ['dist', 'package.json'])
    cpSync(join(root, 'packages/relay', name), join(scratch, 'node_modules/synochat-relay', name), { recursive: true });
  for (const name of ['synochat', 'synochat-simulator', 'hono', '@hono/node-server', 'valibot'])
    symlinkSync(join(root, 'node_modules', name), join(scratch, 'node_modules', name));
  for (const name of ['bullmq', 'ioredis'])
    symlinkSync(join(root, 'tools/node_modules', name), join(scratch, 'node_modules', name));
}
