import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { freePort } from '../../helpers/process.ts';
import { blocksToRun } from '../blocks.ts';

/** The apps whose demonstration the blocks with this name start. `npm start` without an app starts ping. */
export function appsToStart(name: string): string[] {
  return blocksToRun(name).map(({ code }) => /^npm start (?:--prefix|-w) apps\/([\w-]+)$/m.exec(code)?.[1] ?? 'ping');
}

/** Starts the demonstration of an app without the build, waits for the pattern and opens the address in its first group. */
export async function lookAt(app: string, pattern: RegExp): Promise<void> {
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
}
