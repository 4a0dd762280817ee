import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { expect } from 'vitest';
import { freePort } from '../../synochat/test/helpers/process.ts';
import { quiet } from '../../synochat/test/helpers/runtime.ts';
import { appFile } from '../src/choices.ts';
import type { Combination } from './combinations.ts';
import { at, create } from './command.ts';

/**
 * Creates a program, installs its packages from the tarballs and, as far as others are concerned, from the registry, and
 * develops the program as its README says: types the printed text, changes the answer, and stops everything by Ctrl+C.
 */
export async function develop(workshop: string, [runtime, kind]: Combination): Promise<void> {
  const folder = join(workshop, `${runtime}-${kind}`);
  const made = await create(folder, '--runtime', runtime, '--kind', kind, '--tarballs', workshop);
  expect(made).toMatchObject({ code: 0, err: '' });
  install(folder);

  const ports = { PORT: String(await freePort()), SYNOCHAT_SIMULATOR_PORT: String(await freePort()) };
  expect(await printedOnUsedPort(folder, ports)).toContain(`Port ${ports.PORT} of 127.0.0.1 is in use: set PORT`);
  const program = start(folder, ports);
  try {
    await expect.poll(program.output, { timeout: 40_000 }).toContain('Ctrl+C stops both');
    const [, typed = '', where = ''] = /type "(.+)" (in #general|to the bot Helper)/.exec(program.output()) ?? [];
    const channel = where === 'in #general' ? 'general' : '@Helper';
    const answer = () => say(ports.SYNOCHAT_SIMULATOR_PORT, channel, typed);
    await expect.poll(answer, { timeout: 60_000, interval: 300 }).toContain('Hello mikael!');

    const app = join(folder, appFile(runtime));
    writeFileSync(app, readFileSync(app, 'utf8').replaceAll('Hello', 'Goodbye'));
    await expect.poll(answer, { timeout: 60_000, interval: 300 }).toContain('Goodbye mikael!');

    program.interrupt();
    for (const port of Object.values(ports))
      await expect.poll(() => isServed(port), { timeout: 20_000, interval: 200 }).toBe(false);
  } catch (error) {
    throw new Error(`${runtime} ${kind} printed:\n${program.output()}`, { cause: error });
  } finally {
    program.kill();
  }
}

/** Installs all packages but wrangler, 150 MB, which is taken from the tools of the repository. */
function install(folder: string): void {
  const path = join(folder, 'package.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as { devDependencies: Record<string, string> };
  const { wrangler, ...devDependencies } = manifest.devDependencies;
  writeFileSync(path, JSON.stringify({ ...manifest, devDependencies }));
  execFileSync('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--silent'], { cwd: folder });
  if (wrangler !== undefined) symlinkSync(at('tools/node_modules/wrangler'), join(folder, 'node_modules/wrangler'));
}

/** Runs `npm run dev` in a process group of its own, as a terminal does. */
function start(folder: string, ports: object) {
  const path = [at('tools/node_modules/.bin'), process.env['PATH']].join(delimiter);
  const env = { ...process.env, ...ports, ...quiet(folder), PATH: path };
  const child = spawn('npm', ['run', 'dev'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const signal = (name: NodeJS.Signals) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, name);
    } catch {
      // The group has ended.
    }
  };
  return {
    output: () => output,
    hasEnded: () => child.exitCode !== null,
    interrupt: () => {
      signal('SIGINT');
    },
    kill: () => {
      signal('SIGKILL');
    },
  };
}

/** Returns the output of `npm run dev` that ends because another program has its port. */
async function printedOnUsedPort(folder: string, ports: { readonly PORT: string }): Promise<string> {
  const other = createServer().listen(Number(ports.PORT), '127.0.0.1');
  await once(other, 'listening');
  const program = start(folder, ports);
  try {
    await expect.poll(program.hasEnded, { timeout: 40_000 }).toBe(true);
    return program.output();
  } finally {
    program.kill();
    other.close();
  }
}

/** Types a text on the page of the simulator. Returns the texts that the user then sees. */
async function say(port: string, channel: string, text: string): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/api/say`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ user: 'mikael', channel, text }),
  });
  const { posts } = (await response.json()) as { posts: { text: string }[] };
  return posts.map((post) => post.text).join('\n');
}

async function isServed(port: string): Promise<boolean> {
  try {
    await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(2000) });
    return true;
  } catch {
    return false;
  }
}
