// The Worker under `wrangler dev` and a simulated Synology Chat, connected: `npm start --prefix apps/relay-worker`.
import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { relayKey } from 'synochat-relay';
import { startSimulator } from 'synochat-simulator/node';

const hostname = '127.0.0.1';
const workerPort = Number(process.env['WORKER_PORT'] ?? 8787);
const chat = await startSimulator({ port: Number(process.env['PORT'] ?? 5050) }).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  console.error('Set another port: PORT=5051 npm start --prefix apps/relay-worker');
  process.exit(1);
});
const { url } = chat.addIncoming({ channel: 'general', name: 'relay' });
const address = `http://${hostname}:${workerPort}/post/${await relayKey(url)}`;

const vars = [`SYNOCHAT_WEBHOOK:${url}`, 'ADMIN_TOKEN:try-me'].flatMap((value) => ['--var', value]);
const args = ['dev', '--ip', hostname, '--port', String(workerPort), ...vars];
const env = { ...process.env, CI: 'true', CLOUDFLARE_CF_FETCH_ENABLED: 'false' };
const worker = spawn('wrangler', args, { cwd: import.meta.dirname, env, stdio: ['ignore', 'inherit', 'inherit'] });
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => worker.kill());
worker.once('exit', (code) => {
  process.exitCode = code ?? 0;
  void chat.close();
});

const greeted = () => fetch(address, { method: 'POST', body: 'Stored until Chat has it' }).catch(() => undefined);
while (worker.exitCode === null && !(await greeted())?.ok) await pause(200);
if (worker.exitCode === null) {
  console.log(`A Synology Chat to look at: ${chat.url}`);
  console.log(`Write to it: curl -d 'Hello' ${address}`);
}
