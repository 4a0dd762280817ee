import { spawnSync } from 'node:child_process';
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bun, deno, scratchFolder } from '../helpers/runtime.ts';
import { install, oldestNode } from '../helpers/tarball.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const older = (name: string) => at(`consumers/node_modules/${name}/bin/node`);

/** The first releases that let `require` take an ES module, what is here, and the latest. */
const nodes = [older('node-20.19.0'), older('node-22.12.0'), oldestNode().path, process.execPath, older('node-26')];
const commands = [
  ...nodes.map((path) => ({ title: `Node ${versionOf(path)}`, command: [path] })),
  { title: 'Bun', command: [bun] },
  { title: 'Deno', command: [deno, 'run', '-A', '--no-remote', '--node-modules-dir=manual'] },
];

describe('the packed package', () => {
  const { scratch, cleanUp } = scratchFolder();
  beforeAll(() => {
    install(scratch, ['hono', 'undici', 'valibot']);
    cpSync(at('../runtimes/programs'), join(scratch, 'app'), { recursive: true });
  });
  afterAll(cleanUp);

  it.each(commands)('is loaded by require, whole, on $title', ({ title, command: [file = '', ...args] }) => {
    const { stdout, stderr } = spawnSync(file, [...args, 'app/required.cjs'], { cwd: scratch, encoding: 'utf8' });

    const names = ['sendIncoming', 'createFileHost', 'diskStore', 'slash', 'redisLimiter', 'trust'];
    expect(JSON.parse(stdout)).toEqual([names, true, '<https://a.example|a>']);
    // Its first release that can: from 22.13 on it is silent about what lies in node_modules.
    const warned = title === 'Node v22.12.0' ? /^\(node:\d+\) ExperimentalWarning: CommonJS module/ : /^$/;
    expect(stderr).toMatch(warned);
  });

  it.each(commands)('works by import on $title', ({ command: [file = '', ...args] }) => {
    const { stdout, stderr } = spawnSync(file, [...args, 'app/print.mjs'], { cwd: scratch, encoding: 'utf8' });

    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({ command: 'ping', failure: [true, 'token_invalid', 'no'] });
  });
});

function versionOf(path: string): string {
  if (!existsSync(path)) throw new Error(`${path} is missing: npm run test:consumers installs it, on Linux x64`);
  return spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout.trim();
}
