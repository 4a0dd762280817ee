import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { freePort } from '../../helpers/process.ts';

// `npm start -w apps/…` without the build. The tests of ping, approvals and outbox run the demos of these three apps.
describe('the demonstration of', () => {
  it.each([
    ['announce', /Look at the posts: (\S+)/],
    ['assistant', /try things on: (\S+)/],
    ['outbox-worker', /look at: (\S+)/],
    ['relay-worker', /look at: (\S+)/],
  ])('%s says where to look, and something is there', async (app, pattern) => {
    const [port, workerPort] = [await freePort(), await freePort()];
    const child = spawn(process.execPath, ['try.ts'], {
      cwd: fileURLToPath(new URL(`../../../../../apps/${app}/`, import.meta.url)),
      env: { ...process.env, PORT: String(port), WORKER_PORT: String(workerPort), CI: 'true' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const closed = once(child, 'close');
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
    try {
      await expect.poll(() => output, { timeout: 50_000, interval: 100 }).toMatch(pattern);
      const page = await fetch(pattern.exec(output)?.[1] ?? '');
      expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Synology Chat simulator')]);
    } finally {
      child.kill();
      await closed;
    }
  });
});
