// Messages that outlive a killed worker, against a simulated Synology Chat: `npm start --prefix apps/outbox`.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { startSimulator } from 'synochat-simulator/node';
import { openOutbox, openQueue } from './outbox.ts';

const { REDIS_URL = 'redis://127.0.0.1:6379' } = process.env;
const chat = await startSimulator({ port: Number(process.env['PORT'] ?? 5050) }).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  console.error('Set another port: PORT=5051 npm start --prefix apps/outbox');
  process.exit(1);
});
const { url } = chat.addIncoming({ channel: 'general', name: 'outbox' });

await show();

async function show(): Promise<void> {
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
  console.log('Killed with kill -9 after three messages; a second worker continues');
  const second = startWorker();
  await posted(8);
  second.kill('SIGTERM');
  await once(second, 'exit');

  await outbox.close();
  const queue = openQueue('try_it', redis);
  await queue.obliterate({ force: true });
  await queue.close();
  redis.disconnect();
  console.log(`All there: ${chat.url}`);
}

function startWorker(): ChildProcess {
  const env = { PATH: process.env['PATH'], REDIS_URL, SYNOCHAT_WEBHOOK_TRY_IT: url };
  return spawn(process.execPath, ['worker.ts'], { cwd: import.meta.dirname, env, stdio: 'inherit' });
}

async function posted(count: number): Promise<void> {
  while (new Set(chat.posts('general').map(({ text }) => text)).size < count) await pause(50);
}
