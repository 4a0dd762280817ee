// Messages that outlive a killed worker, against a simulated Synology Chat: `npm start -w apps/outbox`.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import { Redis } from 'ioredis';
import { createSimulator } from 'synochat-simulator';
import { openOutbox, openQueue } from './outbox.ts';

const hostname = '127.0.0.1';
const port = Number(process.env['PORT'] ?? 5050);
const { REDIS_URL = 'redis://127.0.0.1:6379' } = process.env;
const chat = createSimulator({ origin: `http://${hostname}:${port}` });
const { url } = chat.addIncoming({ channel: 'general', name: 'outbox' });

const server = serve({ fetch: chat.fetch, hostname, port, overrideGlobalObjects: false }, ({ port }: AddressInfo) => {
  void show(port);
});
server.on('error', (error: NodeJS.ErrnoException) => {
  const inUse = `Port ${port} is in use. Choose another: PORT=5051 npm start -w apps/outbox`;
  console.error(error.code === 'EADDRINUSE' ? inUse : error.message);
  process.exitCode = 1;
});

async function show(port: number): Promise<void> {
  const redis = new Redis(REDIS_URL, { lazyConnect: true, retryStrategy: () => null });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
  } catch {
    console.error('No redis-server answers at REDIS_URL (redis://127.0.0.1:6379 without it)');
    process.exit(1);
  }
  const outbox = openOutbox(redis);
  const run = Date.now();
  for (let n = 1; n <= 8; n++) await outbox.enqueue('try_it', `${run}-${n}`, `Message ${n} of 8`);

  const first = startWorker();
  await posted(3);
  first.kill('SIGKILL');
  await once(first, 'exit');
  console.log('Killed with kill -9 after three messages; another takes over');
  const second = startWorker();
  await posted(8);
  second.kill('SIGTERM');
  await once(second, 'exit');

  await outbox.close();
  const queue = openQueue('try_it', redis);
  await queue.obliterate({ force: true });
  await queue.close();
  redis.disconnect();
  console.log(`All there: http://${hostname}:${port}`);
}

function startWorker(): ChildProcess {
  const env = { PATH: process.env['PATH'], REDIS_URL, SYNOCHAT_WEBHOOK_TRY_IT: url };
  return spawn(process.execPath, ['worker.ts'], { cwd: import.meta.dirname, env, stdio: 'inherit' });
}

async function posted(count: number): Promise<void> {
  while (new Set(chat.posts('general').map(({ text }) => text)).size < count) await pause(50);
}
