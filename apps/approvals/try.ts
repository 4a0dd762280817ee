// The Worker under `wrangler dev`, a simulated Synology Chat and a stand-in for GitHub: `npm start --prefix apps/approvals`.
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { listUsers } from 'synochat';
import { startSimulator } from 'synochat-simulator/node';
import { readSettings } from './settings.ts';
import { startWorker } from './wrangler-dev.ts';

const hostname = '127.0.0.1';
const workerPort = await freePort();
const at = `http://${hostname}:${workerPort}`;

const chat = await startSimulator({
  port: Number(process.env['PORT'] ?? 5050),
  users: ['mikael', 'ada', 'grace'],
  channels: ['general', 'deployments'],
}).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  console.error('Set another port: PORT=5051 npm start --prefix apps/approvals');
  process.exit(1);
});
const slash = chat.addSlash({ command: 'deploy', url: `${at}/deploy`, description: '<staging|production>' });
const bot = chat.addBot({ name: 'approvals', url: `${at}/bot` });
const webhook = chat.addIncoming({ channel: 'deployments', name: 'approvals' });
const users = await listUsers(bot.url, { fetch: chat.fetch });
const approvers = users.filter(({ name }) => name !== 'mikael').map(({ id }) => id);
const githubPort = await freePort();
// A stand-in for GitHub, which accepts every deployment.
serve({ fetch: () => new Response(null, { status: 204 }), hostname, port: githubPort });
const vars = {
  SYNOCHAT_SLASH_TOKEN_DEPLOY: slash.token,
  SYNOCHAT_BOT_TOKEN_APPROVALS: bot.token,
  SYNOCHAT_BOT_APPROVALS: bot.url,
  SYNOCHAT_WEBHOOK_DEPLOYMENTS: webhook.url,
  APPROVERS: approvers.join(', '),
  GITHUB_TOKEN: 'none',
  GITHUB_REPOSITORY: 'acme/shop',
  GITHUB_WORKFLOW: 'deploy.yml',
  GITHUB_API_URL: `http://${hostname}:${githubPort}`,
};
// Checks the variables now, before the first request.
readSettings(vars);

await runWorker();

async function runWorker(): Promise<void> {
  // The tokens are new each time, so the storage of the Worker is new too.
  const state = mkdtempSync(join(tmpdir(), 'synochat-approvals-'));
  process.once('exit', () => {
    rmSync(state, { recursive: true, force: true });
  });
  const worker = startWorker({ hostname, port: workerPort, state, vars });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, worker.stop);
  void worker.ended.then((code) => process.exit(code));
  await worker.ready;
  console.log(`A Synology Chat to try things on: ${chat.url}`);
  console.log('As mikael, type  /deploy production  in general; then be ada or grace, and see the bot  @approvals');
  console.log('The result is posted into the channel  deployments');
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = serve({ fetch: () => new Response(), hostname, port: 0 }, ({ port }: AddressInfo) => {
      probe.close(() => {
        resolve(port);
      });
    });
  });
}
