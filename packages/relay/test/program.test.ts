import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type SimulatorServer, startSimulator } from 'synochat-simulator/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scratchFolder } from '../../synochat/test/helpers/runtime.ts';
import { oldestNode } from '../../synochat/test/helpers/tarball.ts';
import { blocksToRun } from '../../synochat/test/pages/blocks.ts';
import { relayAddresses } from '../src/addresses.ts';
import { cli, type Relay, run, startRelay } from './command.ts';

let nas: SimulatorServer;
let webhook: string;
let token: string;
let folder: ReturnType<typeof scratchFolder>;
const relays: Relay[] = [];

beforeEach(async () => {
  nas = await startSimulator({ rateInterval: 0 });
  ({ url: webhook, token } = nas.addIncoming({ channel: 'general' }));
  folder = scratchFolder();
});
afterEach(async () => {
  await Promise.all(relays.splice(0).map((relay) => relay.stop('SIGTERM')));
  await nas.close();
  folder.cleanUp();
});

const variables = (more: Record<string, string> = {}) => ({
  ...{ SYNOCHAT_WEBHOOK: webhook, SYNOCHAT_RELAY_DATA: join(folder.scratch, 'data') },
  ...more,
});
const texts = () => nas.posts('general').map(({ text }) => text);

async function start(more: Record<string, string> = {}, ...args: string[]): Promise<Relay> {
  const relay = await startRelay(variables(more), ...args);
  relays.push(relay);
  return relay;
}

describe('synochat-relay', () => {
  it('prints what to paste into which tool, and nothing of the webhook', async () => {
    const { key, output, port } = await start();

    const printed = output.out.replace(/ +/g, ' ');
    for (const { kind, paste } of relayAddresses(`http://127.0.0.1:${port}`, key))
      expect(printed).toContain(` ${kind} ${paste} (`);
    for (const secret of [token, webhook, 'entry.cgi']) expect(output.out + output.err).not.toContain(secret);
    expect(output.err).toBe('');
  });

  it('prints the same by the command addresses, with the host of SYNOCHAT_RELAY_URL', async () => {
    const more = {
      SYNOCHAT_RELAY_URL: 'https://relay.example/chat/',
      SYNOCHAT_WEBHOOK_MEDIA: nas.addIncoming({ channel: 'general' }).url,
    };
    const { output } = await start(more);

    const { out, code } = await run(variables(more), 'addresses');

    expect(code).toBe(0);
    expect(output.out).toContain(out);
    for (const part of [
      'For the webhook default:',
      'For the webhook media:',
      'mmosts://relay.example/chat/',
      'https://relay.example/chat/slack/',
    ])
      expect(out).toContain(part);
  });

  it('posts the notifications of all formats in Chat, in order', async () => {
    const { post, key } = await start();
    const sent: (readonly [path: string, body: object])[] = [
      ['/slack/K', { text: 'one' }],
      ['/hooks/K', { text: 'two' }],
      ['/discord/K', { content: 'three' }],
      ['/ntfy', { topic: key, message: 'four' }],
      ['/gotify/message?token=K', { message: 'five' }],
      ['/apprise/notify/K', { body: 'six' }],
      ['/post/K', { text: 'seven' }],
    ];

    for (const [path, body] of sent) expect((await post(path, body)).ok).toBe(true);

    await expect.poll(texts).toEqual(['one', 'two', 'three', 'four', 'five', 'six', 'seven']);
  });

  it('continues when the reader of its output has ended, as after | head -1', async () => {
    const relay = await start();
    nas.switches.faultRateStatus = 1;
    nas.switches.faultStatus = 413;
    relay.closeOutput();
    // The failure is written to the log, which nobody reads.
    await relay.post('/post/K', { text: 'refused' });
    await expect.poll(async () => (await run(variables(), 'failed')).out).toContain('refused');
    nas.switches.faultRateStatus = 0;

    expect((await relay.post('/post/K', { text: 'one' })).status).toBe(200);
    await expect.poll(texts).toEqual(['one']);
  });

  it('has an answer for a health check', async () => {
    const { port } = await start();

    const answer = await fetch(`http://127.0.0.1:${port}/health`);
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { ok: true, store: 'ok', webhooks: [{ name: 'default', waiting: 0, failed: 0, paused: false }] },
    ]);
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('ends with 0 at %s, after the running post', async (signal) => {
    const { post, stop } = await start();
    nas.switches.latency = 500;
    await post('/post/K', { text: 'running' });
    expect(await stop(signal)).toBe(0);
    nas.switches.latency = 0;
    await start();
    await expect.poll(texts).toEqual(['running']);
  });

  it('keeps the messages readable by their owner alone', async () => {
    const { post } = await start();
    await post('/post/K', { text: 'a secret' });

    const data = join(folder.scratch, 'data');
    const modes = [data, ...readdirSync(data).map((name) => join(data, name))].map(
      (path) => statSync(path).mode & 0o777,
    );
    expect(modes.length).toBeGreaterThan(1);
    expect(modes.filter((mode) => (mode & 0o077) !== 0)).toEqual([]);
  });

  it('logs neither a key nor a text, whatever is wrong', async () => {
    const { post, key, output, stop } = await start();
    nas.switches.faultRateStatus = 1;
    nas.switches.faultStatus = 413;
    await post('/post/K', { text: 'a private text' });
    await post(`/slack/${key.slice(1)}x`, { text: 'a private text' });
    await post('/slack/K', '{"text":"a private text');
    await post(`/nothing/${key}`, 'a private text');
    await expect.poll(() => output.err).not.toBe('');
    await stop('SIGTERM');

    for (const secret of [key, key.slice(1), 'private', token]) expect(output.err).not.toContain(secret);
    expect(output.out.split('Listening')[1]).not.toContain(key);
  });
});

describe('one line and no stack', () => {
  it('says that a port is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };

    const result = await run(variables({ PORT: String(port), HOST: '127.0.0.1' }));
    server.close();

    expect(result).toEqual({
      ...{ code: 1, out: '' },
      err: `synochat-relay: Port ${port} is in use: end the other program, or choose another port with PORT\n`,
    });
  });

  it.each([
    ['no webhook is set', { SYNOCHAT_WEBHOOK: '' }, [], 'Set SYNOCHAT_WEBHOOK to the URL of an incoming webhook'],
    ['the port is no number', { PORT: 'x' }, [], 'PORT must be a whole number'],
    ['a flag is unknown', {}, ['--demp'], 'did you mean --demo?'],
    ['a command is unknown', {}, ['adresses'], 'did you mean addresses?'],
    ['a word is missing', {}, ['show'], 'dist/cli.js show ID'],
    ['a word is too many', {}, ['failed', 'all'], 'Leave out the words after failed'],
    ['nothing was stored yet', {}, ['failed'], 'No relay has stored messages in'],
    ['the folder cannot be created', {}, ['--data', '/proc/none'], 'stored in /proc/none: choose another folder'],
    ['the folder is a file', {}, ['--data', cli], 'cli.js: choose another folder with --data (The outbox file: '],
    ['the folder takes no file', {}, ['--data', '/proc/self'], 'in /proc/self: choose another folder with --data'],
    ['a demo has a command', {}, ['failed', '--demo'], 'leave out the command'],
  ])('says that %s', async (_, more, args, sentence) => {
    const { code, out, err } = await run(variables(more), ...args);

    expect([code, out, err.split('\n').length]).toEqual([2, '', 2]);
    expect(err).toContain(sentence);
    expect(err).not.toContain(token);
  });

  it('says that Node has no database, and which Node has one', () => {
    // Without Node 20 on the machine, the same Node without its database.
    const { path } = oldestNode();
    const old = Number(execFileSync(path, ['-p', 'process.versions.node.split(".")[0]'], { encoding: 'utf8' })) < 22;
    const [node, args] = old ? [path, [cli]] : [process.execPath, ['--no-experimental-sqlite', cli]];

    const { status, stdout, stderr } = spawnSync(node, args, { encoding: 'utf8' });

    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      /^synochat-relay: Node [\d.]+ has no database .*: install Node 24, or at least Node 22\.13\.\n$/,
    );
  });
});

describe('a store that fails', () => {
  it.each([
    [
      'is damaged',
      (file: string) => {
        writeFileSync(file, 'no database, '.repeat(1000));
      },
      /damaged/,
    ],
    [
      'cannot be opened',
      (file: string) => {
        mkdirSync(file);
      },
      /cannot be opened|folder/,
    ],
  ])('because the file %s is answered with 503, logged once, and not changed', async (_, damage, line) => {
    const data = join(folder.scratch, 'data');
    mkdirSync(data);
    damage(join(data, 'relay.sqlite'));
    const { post, output, port } = await start();

    for (let n = 0; n < 3; n++) {
      const answer = await post('/slack/K', { text: 'hello' });
      expect([answer.status, answer.headers.get('retry-after'), await answer.text()]).toEqual([
        503,
        '30',
        'rollup_error',
      ]);
    }
    expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(503);
    expect(output.err).toMatch(line);
    expect(output.err.split('\n').length).toBeLessThanOrEqual(3);
  });
});

describe('a message that Chat refuses', () => {
  it('is listed, shown whole, and posted again on request, while the relay runs', async () => {
    const { post } = await start();
    nas.switches.faultRateStatus = 1;
    nas.switches.faultStatus = 413;
    await post('/post/K', { text: 'first line\nsecond line' });
    await expect.poll(async () => (await run(variables(), 'failed')).out).toContain('first line');
    nas.switches.faultRateStatus = 0;

    const { out } = await run(variables(), 'failed');
    const id = /^(\d+) +default .*first line$/m.exec(out)?.[1] ?? '';
    expect(out).not.toContain('second line');
    expect((await run(variables(), 'show', id)).out).toBe('first line\nsecond line\n');
    expect(await run(variables(), 'show', '999999')).toMatchObject({ code: 1, out: '' });
    expect(await run(variables(), 'retry', '999999')).toMatchObject({ code: 1, out: '' });
    expect((await run(variables(), 'retry', id)).out).toBe('One message waits again.\n');

    await expect.poll(texts).toEqual(['first line\nsecond line']);
    expect((await run(variables(), 'failed')).out).toBe('No message failed.\n');
    expect((await run(variables(), 'retry', 'all')).out).toBe('0 messages wait again.\n');
  });

  it('is told in the log, and three of them with the command that lists them', async () => {
    const { post, output } = await start();
    nas.switches.faultRateStatus = 1;
    nas.switches.faultStatus = 413;
    for (let n = 0; n < 3; n++) await post('/post/K', { text: `refused ${n}` });

    await expect
      .poll(() => output.err)
      .toMatch(/3 more messages are dead letters: look at them with `node \S+cli\.js failed`\n$/);
    expect(output.err.match(/is a dead letter: HTTP status 413/g)).toHaveLength(3);
  });
});

describe('a NAS that is off', () => {
  it('gets everything in order afterwards, and at once after resume', async () => {
    const port = Number(new URL(nas.url).port);
    await nas.close();
    const relay = await start();
    for (const text of ['one', 'two', 'three']) expect((await relay.post('/post/K', { text })).status).toBe(200);
    await expect.poll(() => relay.output.err).toMatch(/\n$/);
    const state = async () => (await fetch(`http://127.0.0.1:${relay.port}/`)).text();
    await expect.poll(state).toContain('default: 3 waiting, 0 failed, paused since');

    await relay.stop('SIGTERM');
    const again = await start();
    await expect.poll(() => again.output.err).toContain('default: paused, messages wait');

    // While messages are stored: afterwards no webhook has a name here.
    expect(await run(variables(), 'resume', 'other')).toMatchObject({ code: 2 });
    expect(await run(variables(), 'resume', 'DEFAULT')).toMatchObject({ code: 0 });
    nas = await startSimulator({ rateInterval: 0, port });
    nas.addIncoming({ channel: 'general', token });
    expect((await run(variables(), 'resume')).out).toBe('The relay tries at once.\n');

    await expect.poll(texts).toEqual(['one', 'two', 'three']);
    await expect.poll(() => again.output.err).toContain('default: Chat accepts messages again');
  });
});

describe('--demo', () => {
  it('shows a notification of each format in a simulated Chat, without a webhook', async () => {
    // Guide and README show the line.
    expect(blocksToRun('relay-demo').map(({ code }) => code)).toEqual(
      Array(2).fill('node packages/relay/dist/cli.js --demo\n'),
    );
    const relay = await startRelay({ SYNOCHAT_WEBHOOK: '', TMPDIR: folder.scratch }, '--demo');
    relays.push(relay);
    await expect.poll(() => relay.output.out).toMatch(/Look at them in Chat: (\S+)/);
    const address = /Look at them in Chat: (\S+)/.exec(relay.output.out)?.[1] ?? '';

    expect(relay.output.out.match(/Posted a notification as/g)).toHaveLength(7);
    expect(relay.output.out).not.toContain('was refused');
    expect(await (await fetch(address)).text()).toContain('Synology Chat simulator');
    const state = async () => (await fetch(`http://127.0.0.1:${relay.port}/`)).text();
    await expect.poll(state).toContain('default: 0 waiting, 0 failed\n');
    expect(await relay.stop('SIGTERM')).toBe(0);
    expect(readdirSync(folder.scratch)).toEqual([]);
  });
});
