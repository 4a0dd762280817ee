// The costs of many integrations: node bench/scale.ts (after npm run build; needs redis-server). docs/scale.md holds the figures.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startServer } from '../packages/synochat/test/helpers/runtime.ts';
import { startRedis } from '../packages/synochat/test/redis/redis-server.ts';
import { Redis } from '../tools/modules/bullmq.ts';
import { serversFor } from './model.ts';
import { stores } from './relay-stores.ts';
import { print, type Section } from './section.ts';
import { table } from './table.ts';

const seconds = 3;
const keys = 100_000;
const program = fileURLToPath(new URL('programs/reserve-many.mjs', import.meta.url));

export async function measure(): Promise<Section> {
  const { rows, service, bytes } = await redis();
  const paragraphs = [
    `Reservations of one Redis. Each process asks for ${seconds} s, with 32 reservations under way. The CPU time is that of redis-server alone.`,
    table(['processes', 'a second', 'µs of CPU each'], rows),
    `A key takes ${bytes.plain} bytes of Redis, and ${bytes.learned} bytes after a refusal, both with the overhead of the table.`,
    'Reservations of Durable Objects in one workerd, in memory and on disk of this machine:',
    table(['objects', 'a second'], await buckets()),
    'Notifications of one relay whose Chat is away, 50 at a time:',
    table(['store', 'a second'], await stores()),
    'Redis servers so that 99 % of the reservations are answered within 5 ms, simulated:',
    table(['integrations', 'a message a minute', 'all on the full minute', 'at full pace'], crowds(service)),
  ];
  return { title: 'Scale', markdown: paragraphs.join('\n\n'), charts: [], missed: [] };
}

async function redis() {
  const server = await startRedis();
  const client = new Redis(server.port, '127.0.0.1');
  /** Seconds of CPU time that redis-server has used. */
  const used = async () => {
    const info = await client.info('cpu');
    return Number(/used_cpu_user:([\d.]+)/.exec(info)?.[1]) + Number(/used_cpu_sys:([\d.]+)/.exec(info)?.[1]);
  };
  try {
    const rows: string[][] = [];
    const services: number[] = [];
    for (const processes of [1, 2, 4, 8]) {
      const before = await used();
      const counts = await Promise.all(Array.from({ length: processes }, () => reserveMany(server.port)));
      const total = counts.reduce((sum, count) => sum + count, 0);
      const service = (((await used()) - before) / total) * 1e6;
      services.push(service);
      rows.push([String(processes), Math.round(total / seconds).toLocaleString('en'), service.toFixed(1)]);
    }
    return { rows, service: Math.max(...services), bytes: await bytesOfKeys(client) };
  } finally {
    client.disconnect();
    await server.cleanUp();
  }
}

async function reserveMany(port: number): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    program,
    String(port),
    String(seconds),
    String(keys),
  ]);
  return Number(stdout);
}

/** Bytes of a key with an expiry: a bucket as the script writes it, before and after a refusal. */
async function bytesOfKeys(client: Redis): Promise<{ plain: number; learned: number }> {
  const measureOne = async (value: string) => {
    await client.flushall();
    const before = Number(/used_memory:(\d+)/.exec(await client.info('memory'))?.[1]);
    const batch = client.pipeline();
    for (let n = 0; n < 65_536; n++) batch.set(`synochat:${String(n).padStart(64, '0')}`, value, 'PX', 600_000);
    await batch.exec();
    const after = Number(/used_memory:(\d+)/.exec(await client.info('memory'))?.[1]);
    return Math.round((after - before) / 65_536);
  };
  return {
    plain: await measureOne('1764421200000000 505000 0'),
    learned: await measureOne('1764421200000000 515100 20000'),
  };
}

async function buckets(): Promise<string[][]> {
  const folder = new URL('programs/buckets/', import.meta.url);
  const worker = await startServer('workerd', { folder, readyPath: '/' });
  try {
    const rows: string[][] = [];
    for (const [objects, slots] of [
      [1, 500],
      [100, 20],
    ] as const) {
      const address = `http://127.0.0.1:${worker.port}/?objects=${objects}`;
      await fetch(`${address}&slots=2`);
      const start = performance.now();
      await fetch(`${address}&slots=${slots}`);
      const rate = (objects * slots * 1000) / (performance.now() - start);
      rows.push([String(objects), Math.round(rate).toLocaleString('en')]);
    }
    return rows;
  } finally {
    await worker.stop();
  }
}

function crowds(service: number): string[][] {
  return [1, 1000, 1_000_000].map((integrations) => [
    integrations.toLocaleString('en'),
    String(serversFor({ integrations, every: 60, within: 60_000, service })),
    String(serversFor({ integrations, every: 60, within: 1000, service })),
    String(serversFor({ integrations, every: 0.505, within: 505, service })),
  ]);
}

if (import.meta.main) print(await measure());
