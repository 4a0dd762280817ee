// Messages that outlive a killed worker, against a simulated Synology Chat: `npm start --prefix apps/outbox`.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createOutbox } from 'synochat/outbox';
import { startSimulator } from 'synochat-simulator/node';
import { openStore } from './settings.ts';

const chat = await startSimulator({ port: Number(process.env['PORT'] ?? 5050) }).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  console.error('Set another port: PORT=5051 npm start --prefix apps/outbox');
  process.exit(1);
});
const { url } = chat.addIncoming({ channel: 'general', name: 'outbox' });
const folder = await mkdtemp(join(tmpdir(), 'synochat-outbox-'));
const env = {
  ...process.env,
  NODE_NO_WARNINGS: '1',
  OUTBOX_FILE: join(folder, 'outbox.db'),
  SYNOCHAT_WEBHOOK_TRY_IT: url,
};

const outbox = createOutbox({ store: openStore(env) });
for (let n = 1; n <= 8; n++) await outbox.put('try_it', `Message ${n} of 8`);
await outbox.close();

const first = startWorker();
await posted(3);
first.kill('SIGKILL');
await once(first, 'exit');
console.log('Killed with kill -9 after three messages; a second worker continues');
const second = startWorker();
await posted(8);
second.kill('SIGTERM');
await once(second, 'exit');
await rm(folder, { recursive: true });
console.log(`All there: ${chat.url}`);

function startWorker(): ChildProcess {
  return spawn(process.execPath, ['worker.ts'], { cwd: import.meta.dirname, env, stdio: 'inherit' });
}

async function posted(count: number): Promise<void> {
  while (new Set(chat.posts('general').map(({ text }) => text)).size < count) await pause(50);
}
