import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeToRun } from '../../synochat/test/pages/blocks.ts';
import { run, serve, whileServing } from './command.ts';

const hookUrl = 'http://127.0.0.1:1/';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulator-config-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(contents: unknown): Promise<string> {
  const path = join(folder, `${crypto.randomUUID()}.json`);
  await writeFile(path, typeof contents === 'string' ? contents : JSON.stringify(contents));
  return path;
}

async function get(port: number, path: string): Promise<unknown> {
  return (await fetch(`http://127.0.0.1:${port}/api/${path}`)).json();
}

describe('--config', () => {
  it('adds users, channels, integrations and switches', async () => {
    const config = await file({
      users: ['ada', { name: 'eve', nickname: 'E', disabled: true }],
      channels: [{ name: 'board', members: ['ada'] }],
      integrations: [
        { kind: 'slash', command: 'ping', url: hookUrl, description: 'Pings' },
        { kind: 'outgoing', channel: 'labb', url: hookUrl },
        { kind: 'bot', name: 'Helper', url: hookUrl },
      ],
      switches: { latency: 1, strictAck: true },
    });
    await whileServing(['--config', config, '--switch', 'latency=2'], async ({ port, output: { out } }) => {
      expect(await get(port, 'room')).toMatchObject({
        users: [{ name: 'ada' }, { name: 'eve', disabled: true }],
        channels: [{ name: 'board', type: 'private' }, { name: 'general' }, { name: 'labb' }],
        commands: [{ command: 'ping', description: 'Pings' }],
      });
      expect(await get(port, 'switches')).toMatchObject({ latency: 2, strictAck: true });
      for (const name of [
        'SYNOCHAT_SLASH_TOKEN_PING',
        'SYNOCHAT_OUTGOING_TOKEN_LABB',
        'SYNOCHAT_BOT_HELPER',
        'SYNOCHAT_BOT_TOKEN_HELPER',
      ])
        expect(out).toContain(name);
    });
  });

  it('accepts the file of the README', async () => {
    await whileServing(['--config', await file(codeToRun('simulator-configuration'))], async ({ port }) => {
      expect(await get(port, 'room')).toMatchObject({ users: [{ name: 'mikael' }, { name: 'ada', nickname: 'Ada' }] });
    });
  });

  it.each([
    ['no JSON', '{"users":\n}', 'JSON'],
    ['an unknown member', { userz: [] }, 'userz: '],
    ['an unknown switch', { switches: { nope: 1 } }, 'nope: '],
    ['a wrong switch', { switches: { latency: -1 } }, 'latency: '],
    [
      'a wrong integration',
      { integrations: [{ kind: 'slash', command: 'a b', url: hookUrl }] },
      'integrations.0.command: ',
    ],
  ])('with %s is refused in one line that names the file', async (_, contents, message) => {
    const path = await file(contents);
    const { code, out, err } = await run('--port', '0', '--config', path);
    expect([code, out, err.split('\n').length]).toEqual([1, '', 2]);
    expect(err).toContain(`synochat-simulator: ${path}: `);
    expect(err).toContain(message);
  });

  it('with a missing file is refused in one line', async () => {
    const { code, err } = await run('--port', '0', '--config', join(folder, 'nowhere.json'));
    expect([code, err.split('\n').length]).toEqual([1, 2]);
  });
});

describe('--switch', () => {
  it.each([
    ['latency', '--switch needs NAME=VALUE, not "latency".'],
    ['latency=soon', '--switch: latency: '],
    ['nope=1', '--switch: nope: '],
  ])('refuses %s in one line', async (wrongConfig, message) => {
    const { code, err } = await run('--switch', wrongConfig);
    expect([code, err.split('\n').length]).toEqual([2, 2]);
    expect(err).toContain(message);
  });

  it('is explained by --list-switches', async () => {
    const { code, out } = await run('--list-switches');
    expect(code).toBe(0);
    expect(out).toContain('jsonBody = reject  (reject | accept)\n  Whether incoming');
    expect(out).toContain('rateInterval = 450  (0 to 3600000)\n');
  });
});

describe('--open', () => {
  it.runIf(process.platform === 'linux')('opens the page in the browser of the system', async () => {
    const opened = join(folder, 'opened');
    await writeFile(join(folder, 'xdg-open'), `#!/bin/sh\nprintf %s "$1" > ${opened}\n`);
    await chmod(join(folder, 'xdg-open'), 0o755);
    const before = process.env['PATH'];
    process.env['PATH'] = `${folder}${delimiter}${before ?? ''}`;
    const server = await serve('--open');
    process.env['PATH'] = before;
    try {
      await expect.poll(() => readFile(opened, 'utf8').catch(() => '')).toBe(`http://127.0.0.1:${server.port}/`);
    } finally {
      await server.stop('SIGTERM');
    }
  });

  it('continues without a browser, with a message', async () => {
    const before = process.env['PATH'];
    process.env['PATH'] = join(folder, 'nothing');
    const server = await serve('--open');
    process.env['PATH'] = before;
    try {
      await expect.poll(() => server.output.err).toContain('no browser was found');
      expect((await fetch(`http://127.0.0.1:${server.port}/`)).status).toBe(200);
    } finally {
      await server.stop('SIGTERM');
    }
  });
});
