import { execFile, execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listPages, readPage, root } from '../../../../tools/site/pages.ts';
import { freePort, launch, type Running } from '../helpers/process.ts';
import { startRegistry } from '../helpers/registry.ts';
import { scratchFolder } from '../helpers/runtime.ts';
import { codeToRun } from './blocks.ts';

/** The simulator is started first, then the program. */
const [simulatorLine = '', programLine = ''] = codeToRun('first-start').trim().split('\n');

// It holds `.env` with the tokens of the simulator.
const { scratch, cleanUp } = scratchFolder({ mayHoldTokens: true });
const clone = join(scratch, 'clone');
const app = join(scratch, 'app');
const started: Running[] = [];
let registry: Awaited<ReturnType<typeof startRegistry>>;
let env: Record<string, string>;

beforeAll(async () => {
  const files = execFileSync(
    'git',
    ['ls-files', '-co', '--exclude-standard', 'packages', 'tools', '*.json', '*.md', 'LICENSE'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  for (const path of files.trim().split('\n')) cpSync(join(root, path), join(clone, path));
  for (const name of ['synochat', 'simulator'])
    cpSync(join(root, `packages/${name}/dist`), join(clone, `packages/${name}/dist`), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'));
  mkdirSync(app);
  registry = await startRegistry(['valibot', 'hono', '@hono/node-server'], join(scratch, 'registry'));
  env = {
    PATH: [join(scratch, 'global/bin'), process.env['PATH']].join(delimiter),
    npm_config_registry: registry.url,
    npm_config_cache: join(scratch, 'cache'),
    npm_config_prefix: join(scratch, 'global'),
  };
});
afterAll(async () => {
  for (const each of started) await each.stop();
  registry.stop();
  cleanUp();
});

const runIn = (cwd: string, line: string) =>
  promisify(execFile)('bash', ['--norc', '-euo', 'pipefail', '-c', line], { cwd, env: { ...process.env, ...env } });

describe('the way from a clone to your command', () => {
  // The build alone takes most of a minute on a busy machine.
  it('packs both packages, installs them in a new folder, and the simulator gets an answer from the program', {
    timeout: 240_000,
  }, async () => {
    const [port, programPort] = [await freePort(), await freePort()];
    await runIn(clone, codeToRun('first-pack'));
    await runIn(app, codeToRun('first-install'));
    writeFileSync(join(app, 'ping.mjs'), codeToRun('first-program').replace('port: 3000', `port: ${programPort}`));

    const simulator = simulatorLine.replace(':3000', `:${programPort}`);
    const nas = await launch([...simulator.split(' '), '--port', String(port)], serving(port));
    started.push(nas);
    started.push(await launch(programLine.split(' '), serving(programPort)));
    const answer = await fetch(`http://127.0.0.1:${port}/api/say`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ user: 'mikael', channel: 'general', text: '/ping 1.1.1.1' }),
    });

    expect(await answer.text()).toContain('Pinging 1.1.1.1 1 times');
  });

  it('or lets create-synochat write the program', { timeout: 240_000 }, async () => {
    await runIn(clone, `${codeToRun('create-app').trim()} --runtime node --kind slash`);

    expect(readFileSync(join(scratch, 'my-chat-app/package.json'), 'utf8')).toContain('"name": "my-chat-app"');
  });

  it('installs the commands for every folder', async () => {
    await runIn(app, codeToRun('first-commands'));

    expect((await runIn(scratch, 'synochat --version')).stdout).toContain('0.1.0');
    expect((await runIn(scratch, 'synochat-simulator --version')).stdout).toContain('0.1.0');
  });
});

describe('the pages', () => {
  it.each(listPages().filter((page) => page !== 'CHANGELOG.md'))(
    '%s lets nobody run a name on npm that is not ours yet',
    (page) => {
      const names = '(?:create-)?synochat(?:-simulator|-relay)?';
      const runs = new RegExp(
        `(?:npx|bunx|npm exec|npm x|pnpm dlx|yarn dlx)(?: -\\S+)* ${names}|(?:npm|pnpm|bun|yarn) (?:create|init) synochat|npm:${names}|` +
          `(?:npm (?:install|i)|(?:bun|pnpm|yarn) add)(?: -\\S+)* ${names}(?![\\w.-])`,
      );
      expect(runs.exec(readPage(page))?.[0]).toBeUndefined();
    },
  );
});

const serving = (port: number) => ({ cwd: app, env, port, readyPath: '/', cleanUp: () => undefined });
