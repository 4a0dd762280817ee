// The relay under 200 notifications a second, and the cost of reading one beside JSON.parse: node bench/relay.ts (after npm run build).
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseNotification, slack } from 'synochat/relay';
import { startSimulator } from 'synochat-simulator/node';
import { startRelay } from '../packages/relay/test/command.ts';
import { median, quantile } from './statistics.ts';

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

const times = await accept();
console.log(
  `${count} notifications in ${count / perSecond} s, with the file in ${tmpdir()}: milliseconds until the answer`,
);
console.log(
  `median ${median(times).toFixed(1)}, p99 ${quantile(times, 0.99).toFixed(1)}, most ${Math.max(...times).toFixed(1)}`,
);
console.log(
  `Reading a notification of ${alert.length} bytes takes ${(await ratio()).toFixed(1)} times as long as JSON.parse`,
);

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
