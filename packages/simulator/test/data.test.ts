import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { lstat, mkdtemp, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { builtProgram, run, serve, whileServing } from './command.ts';

let folder: string;
let data: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulator-data-'));
  data = join(folder, 'chat.json');
});
afterEach(() => rm(folder, { recursive: true }));

type Server = Awaited<ReturnType<typeof serve>>;

const integrations = ['--slash', 'ping=http://127.0.0.1:1/', '--bot', 'Helper=http://127.0.0.1:1/'];
const start = () => serve('--data', data, '--show-tokens', '--switch', 'rateInterval=0', ...integrations);
const tokens = ({ output }: Server) => output.out.match(/\b[A-Za-z0-9]{64}\b/g);

function post({ port, output }: Server, text: string): Promise<Response> {
  const [address = ''] = /http:\S+method=incoming\S+/.exec(output.out) ?? [];
  const body = new URLSearchParams({ payload: JSON.stringify({ text }) });
  return fetch(address.replace(/127\.0\.0\.1:\d+/, `127.0.0.1:${port}`), { method: 'POST', body });
}

/** The texts of all posts of the channel, as a bot reads them. */
async function texts({ output }: Server): Promise<string[]> {
  const [address = ''] = /http:\S+method=chatbot\S+/.exec(output.out) ?? [];
  const reply = await fetch(`${address.replace('chatbot', 'post_list')}&channel_id=1&prev_count=100`);
  const { data: listed } = (await reply.json()) as { data: { posts: { message: string }[] } };
  return listed.posts.map(({ message }) => message);
}

describe('--data', () => {
  it('recognizes the file under another name: no second server, and the link stays a link', async () => {
    const alias = join(folder, 'alias.json');
    const first = await start();
    await symlink(data, alias);
    const { code, err } = await run('--port', '0', '--data', alias);
    expect([code, err]).toEqual([1, expect.stringContaining('in use')]);
    await first.stop('SIGTERM');
    await whileServing(['--data', alias], () => undefined);
    expect((await lstat(alias)).isSymbolicLink()).toBe(true);
  });

  it('keeps posts and tokens over a restart, in a file for the owner alone', async () => {
    const first = await start();
    await post(first, 'kept');
    await first.stop('SIGINT');
    expect((await stat(data)).mode & 0o777).toBe(0o600);

    const second = await start();
    expect(tokens(second)).toEqual(tokens(first));
    expect(await texts(second)).toEqual(['kept']);
    await second.stop('SIGTERM');
  });

  it('has every change that was answered more than a second before kill -9 during writes', async () => {
    const first = await start();
    const answered: { text: string; at: number }[] = [];
    let isAlive = true;
    const sending = Array.from({ length: 5 }, async (_, sender) => {
      for (let n = 0; isAlive; n += 1) {
        const text = `${sender}-${n} ${'x'.repeat(1500)}`;
        const body = await (await post(first, text).catch(() => undefined))?.text().catch(() => '');
        if (body === '{"success":true}') answered.push({ text, at: Date.now() });
        await pause(20);
      }
    });
    await pause(2000);
    const killedAt = Date.now();
    await first.stop('SIGKILL');
    isAlive = false;
    await Promise.all(sending);
    const old = answered.filter(({ at }) => at < killedAt - 1000).map(({ text }) => text);
    expect(old.length).toBeGreaterThan(10);

    const second = await start();
    expect(tokens(second)).toEqual(tokens(first));
    const state = await readFile(data, 'utf8');
    expect(old.filter((text) => !state.includes(text))).toEqual([]);
    await second.stop('SIGTERM');
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('has every change that was answered before %s', async (signal) => {
    const first = await start();
    await post(first, 'in the last moment');
    expect(await first.stop(signal)).toBe(0);
    expect(await readdir(folder)).toEqual(['chat.json']);
    const second = await start();
    expect(await texts(second)).toEqual(['in the last moment']);
    await second.stop('SIGTERM');
  });

  it('is whole JSON for the owner alone at any time, and shows a change soon', async () => {
    await whileServing(['--data', data], async ({ port }) => {
      for (let n = 1; n <= 100; n += 1) {
        await set(port, { latency: n % 2 });
        expect(JSON.parse(await readFile(data, 'utf8'))).toHaveProperty('state.lastAccount');
        expect((await stat(data)).mode & 0o777).toBe(0o600);
      }
      await set(port, { hookTimeout: 4321 });
      await expect.poll(() => readFile(data, 'utf8'), { timeout: 5000 }).toContain('4321');
    });
  });

  it('is not written again without a change', async () => {
    await whileServing(['--data', data], async ({ port }) => {
      await pause(1000);
      const { mtimeMs } = await stat(data);
      await fetch(`http://127.0.0.1:${port}/api/room`);
      await pause(1000);
      expect((await stat(data)).mtimeMs).toBe(mtimeMs);
    });
  });

  it('is written later if the folder was missing for a while, with one message', async () => {
    const first = await start();
    await rename(folder, `${folder}-away`);
    await post(first, 'meanwhile');
    await expect.poll(() => first.output.err).not.toBe('');
    await pause(1500);
    expect(first.output.err).toMatch(/^synochat-simulator: \S+ was not written \(ENOENT.*tries again\n$/);
    await rename(`${folder}-away`, folder);
    await expect.poll(() => readFile(data, 'utf8')).toContain('meanwhile');
    await first.stop('SIGKILL');
    const second = await start();
    expect(await texts(second)).toEqual(['meanwhile']);
    await second.stop('SIGTERM');
  });

  it('is used by one of several servers that start at once beside the lock of a killed server', async () => {
    await (await start()).stop('SIGKILL');
    const starts = await Promise.allSettled(Array.from({ length: 5 }, () => serve('--data', data)));
    const running = starts.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    const refused = starts.flatMap((each) => (each.status === 'rejected' ? [String(each.reason)] : []));
    await Promise.all(running.map((each) => each.stop('SIGTERM')));
    expect(running).toHaveLength(1);
    expect(refused).toEqual(Array.from({ length: 4 }, () => expect.stringContaining('is in use by process') as string));
    expect(await readdir(folder)).toEqual(['chat.json']);
  });

  it('is refused to a second server while the first one runs', async () => {
    await whileServing(['--data', data], async ({ port }) => {
      const { code, err } = await run('--port', '0', '--data', data);
      expect([code, err.split('\n').length]).toEqual([1, 2]);
      expect(err).toContain(`${data} is in use by process`);
      expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
    });
  });

  // A limit for the size of a file stands for a full disk: there, too, the first part of the file may still be written.
  it.runIf(process.platform === 'linux')('says once that the disk is full, goes on, and catches up later', async () => {
    const first = await start();
    await first.stop('SIGTERM');
    const command = [process.execPath, builtProgram, '--port', '0', '--data', data, '--switch', 'rateInterval=0'];
    const limited = spawn('bash', ['-c', 'ulimit -S -f 64; exec "$0" "$@"', ...command]);
    const output = { out: '', err: '' };
    limited.stderr.on('data', (chunk) => (output.err += String(chunk)));
    limited.stdout.on('data', (chunk) => (output.out += String(chunk)));
    while (!output.out.includes('Ctrl+C')) await once(limited.stdout, 'data');
    const port = Number(/127\.0\.0\.1:(\d+)\/ /.exec(output.out)?.[1]);
    const send = async (text: string) => (await post({ ...first, port }, text)).text();

    for (let n = 0; n < 40; n += 1) expect(await send('x'.repeat(1900))).toBe('{"success":true}');
    await expect
      .poll(() => output.err)
      .toMatch(/^synochat-simulator: \S+ was not written \(EFBIG.*the server goes on.*\n$/);
    expect(JSON.parse(await readFile(data, 'utf8'))).toHaveProperty('state');

    await once(spawn('prlimit', ['--pid', String(limited.pid), '--fsize=unlimited']), 'close');
    expect(await send('there is room again')).toBe('{"success":true}');
    await expect.poll(() => readFile(data, 'utf8')).toContain('there is room again');
    expect(output.err.split('\n')).toHaveLength(2);
    const closed = once(limited, 'close');
    limited.kill('SIGKILL');
    await closed;
    const second = await start();
    expect(second.output.err).toBe('');
    expect(await texts(second)).toHaveLength(41);
    await second.stop('SIGTERM');
  });
});

function set(port: number, switches: object): Promise<Response> {
  const headers = { 'Content-Type': 'application/json' };
  return fetch(`http://127.0.0.1:${port}/api/switches`, { method: 'PATCH', headers, body: JSON.stringify(switches) });
}
