import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createOutbox, type OutboxStore } from 'synochat/outbox';
import { bullmqStore } from 'synochat/outbox-bullmq';
import { sqliteStore } from 'synochat/outbox-sqlite';
import { createRelay, relayKey } from 'synochat-relay';
import { startServer } from '../packages/synochat/test/helpers/runtime.ts';
import { startRedis } from '../packages/synochat/test/redis/redis-server.ts';
import { Queue, Redis } from '../tools/modules/bullmq.ts';

const count = 2000;
const connections = 50;
// A port on which nothing listens: Chat is away.
const webhook =
  'http://127.0.0.1:9/webapi/entry.cgi?api=SYNO.Chat.External&method=incoming&version=2&token=%22synthetic%22';

type Call = (path: string, init: RequestInit) => Response | Promise<Response>;

/** Notifications a second that a relay stores, by store: the first two without the HTTP server of the program. */
export async function stores(): Promise<string[][]> {
  return [
    ['a file', await inFile()],
    ['Redis', await inRedis()],
    ['a Durable Object, over HTTP', await inObject()],
  ].map(([name = '', rate = '']) => [name, rate]);
}

async function inFile(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'relay-stores-'));
  try {
    return await inProcess(sqliteStore(join(folder, 'relay.sqlite')));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function inRedis(): Promise<string> {
  const server = await startRedis();
  const connection = new Redis(server.port, '127.0.0.1', { maxRetriesPerRequest: null });
  try {
    return await inProcess(bullmqStore({ Queue, connection }));
  } finally {
    connection.disconnect();
    await server.cleanUp();
  }
}

async function inProcess(store: OutboxStore): Promise<string> {
  const outbox = createOutbox({ store, webhooks: { default: webhook } });
  const app = createRelay({ outbox, keys: { default: await relayKey(webhook) } });
  try {
    return await post((path, init) => app.fetch(new Request(`http://relay.example${path}`, init)));
  } finally {
    await outbox.close();
  }
}

async function inObject(): Promise<string> {
  const folder = new URL('../apps/relay-worker/', import.meta.url);
  const env = { SYNOCHAT_WEBHOOK: webhook, ADMIN_TOKEN: 'synthetic' };
  const worker = await startServer('workerd', { folder, readyPath: '/health', env });
  try {
    return await post((path, init) => fetch(`http://127.0.0.1:${worker.port}${path}`, init));
  } finally {
    await worker.stop();
  }
}

/** Posts notifications of which no two are alike, and returns the notifications a second. */
async function post(call: Call): Promise<string> {
  const path = `/slack/${await relayKey(webhook)}`;
  const client = async (first: number, end: number) => {
    for (let n = first; n < end; n += connections) {
      const body = JSON.stringify({ text: `Disk ${n} is full` });
      const { status } = await call(path, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
      if (status !== 200) throw new Error(`A notification was answered with ${status}`);
    }
  };
  const all = (end: number) => Promise.all(Array.from({ length: connections }, (_, n) => client(n, end)));
  await all(200);
  const start = performance.now();
  await all(count);
  return Math.round((count * 1000) / (performance.now() - start)).toLocaleString('en');
}
