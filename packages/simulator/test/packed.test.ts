import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const project = fileURLToPath(new URL('..', import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'synochat-simulator-'));
  // Not packed in place: other tests look at the package meanwhile.
  await run('npm', ['pack', '--pack-destination', folder], { cwd: project });
  const [tarball = ''] = await readdir(folder);
  await run('npm', ['install', '--prefix', folder, '--no-save', '--prefer-offline', join(folder, tarball)]);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the package in an empty folder, from its tarball', () => {
  it('has a command with help', async () => {
    const { stdout } = await run('npx', ['--no-install', 'synochat-simulator', '--help'], { cwd: folder });
    expect(stdout).toContain('--slash');
  });

  it('starts on a port in a program', async () => {
    const program = [
      "import { startSimulator } from 'synochat-simulator/node';",
      'const nas = await startSimulator();',
      'console.log((await fetch(nas.url)).status);',
      'await nas.close();',
    ].join('\n');
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program], { cwd: folder });
    expect(stdout).toBe('200\n');
  });

  it('serves the page and the API of Chat, and stops on SIGINT', async () => {
    const bin = join(folder, 'node_modules/.bin/synochat-simulator');
    const server = spawn(bin, ['--port', '0', '--incoming', 'general', '--show-tokens'], { cwd: folder });
    try {
      let printed = '';
      while (!printed.includes('Ctrl+C')) printed += String((await once(server.stdout, 'data'))[0]);
      const [, origin = ''] = /Chat on (\S+?)\/ /.exec(printed) ?? [];
      const [webhook = ''] = /http:\S+method=incoming\S+/.exec(printed) ?? [];
      expect(await (await fetch(origin)).text()).toContain('<title>Synology Chat simulator</title>');
      const body = new URLSearchParams({ payload: '{"text": "This is a test"}' });
      expect(await (await fetch(webhook, { method: 'POST', body })).text()).toBe('{"success":true}');
    } finally {
      const closed = once(server, 'close');
      server.kill('SIGINT');
      expect(await closed).toEqual([0, null]);
    }
  });
});
