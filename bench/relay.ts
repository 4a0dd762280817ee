// The relay under 200 notifications a second, and the cost of reading one beside JSON.parse: node bench/relay.ts (after npm run build).
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseNotification, slack } from 'synochat/relay';
import { startSimulator } from 'synochat-simulator/node';
import { startRelay } from '../packages/relay/test/command.ts';
import { print, type Section } from './section.ts';
import { median, quantile } from './statistics.ts';
import { table } from './table.ts';

const [count, perSecond, connections] = [2000, 200, 50];
const alert = JSON.stringify({
  text: 'Two & more hosts',
  attachments: [
    {
      color: 'danger',
      title: '[FIRING:1] DiskFull (node1)',
      title_link: 'http://alertmanager.example:9093/#/alerts',
      text: '*Instance:* `node1:9100`\n*Value:* 92.4 &gt; 90',
      fields: [{ title: 'Severity', value: 'critical', short: true }],
    },
  ],
});

/** Milliseconds in which 99 of 100 notifications are to be answered. */
const target = 50;

export async function measure(): Promise<Section> {
  const times = await accept();
  const p99 = quantile(times, 0.99);
  return {
    title: 'Relay',
    markdown: [
      `${count} notifications in ${count / perSecond} s for a Chat that is away, each on disk before its answer: milliseconds until the answer.`,
      '',
      table(['median', 'p99', 'most'], [[median(times), p99, Math.max(...times)].map((ms) => ms.toFixed(1))]),
      '',
      `To read a notification of ${alert.length} bytes takes ${(await ratio()).toFixed(1)} times as long as to read its body with \`JSON.parse\`.`,
    ].join('\n'),
    charts: [],
    missed: p99 > target ? [`A notification: p99 ${p99.toFixed(1)} ms, not ${target} ms`] : [],
  };
}

/** Posts at a steady pace while Chat is away. Resolves with the milliseconds until each answer. */
async function accept(): Promise<number[]> {
  const nas = await startSimulator();
  const { url } = nas.addIncoming({ channel: 'general' });
  await nas.close();
  const folder = mkdtempSync(join(tmpdir(), 'relay-bench-'));
  const relay = await startRelay({ SYNOCHAT_WEBHOOK: url, SYNOCHAT_RELAY_DATA: folder });
  const start = performance.now();
  const post = async (n: number) => {
    await pause(Math.max(0, (n * 1000) / perSecond - (performance.now() - start)));
    const began = performance.now();
    const { status } = await relay.post('/slack/K', alert);
    if (status !== 200) throw new Error(`Notification ${n} was answered with ${status}`);
    return performance.now() - began;
  };
  const found: number[] = [];
  const client = async (first: number) => {
    for (let n = first; n < count; n += connections) found.push(await post(n));
  };
  await Promise.all(Array.from({ length: connections }, (_, n) => client(n)));
  await relay.stop('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
  return found;
}

/** Resolves with the median ratio of 50 pairs, measured in turns. */
async function ratio(): Promise<number> {
  const calls = 500;
  const request = () =>
    new Request('http://relay.example/', {
      method: 'POST',
      body: alert,
      headers: { 'content-length': String(alert.length) },
    });
  const ratios: number[] = [];
  for (let round = 0; round < 60; round++) {
    const [plain, notifications] = [request, request].map((create) => Array.from({ length: calls }, create));
    const began = performance.now();
    for (const each of plain ?? []) JSON.parse(await each.text());
    const between = performance.now();
    for (const each of notifications ?? []) await parseNotification(each, slack);
    // The first rounds warm up.
    if (round >= 10) ratios.push((performance.now() - between) / (between - began));
  }
  return median(ratios);
}

if (import.meta.main) print(await measure());
