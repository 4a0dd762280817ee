import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { lstat, mkdtemp, readFile, rm, stat, symlink, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CLI, run, serve, whileServing } from './command.ts';

let folder: string;
let data: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulator-data-'));
  data = join(folder, 'chat.jsonl');
});
afterEach(() => rm(folder, { recursive: true }));

type Server = Awaited<ReturnType<typeof serve>>;

const integrations = ['--slash', 'ping=http://127.0.0.1:1/', '--bot', 'Helper=http://127.0.0.1:1/'];
const start = () => serve('--data', data, '--show-tokens', '--switch', 'rateInterval=0', ...integrations);
const tokens = ({ output }: Server) => output.out.match(/\b[A-Za-z0-9]{64}\b/gu);

function post({ port, output }: Server, text: string): Promise<Response> {
  const [address = ''] = /http:\S+method=incoming\S+/u.exec(output.out) ?? [];
  const body = new URLSearchParams({ payload: JSON.stringify({ text }) });
  return fetch(address.replace(/127\.0\.0\.1:\d+/u, `127.0.0.1:${port}`), { method: 'POST', body });
}

/** The texts of all posts of the channel, as a bot sees them. */
async function texts({ output }: Server): Promise<string[]> {
  const [address = ''] = /http:\S+method=chatbot\S+/u.exec(output.out) ?? [];
  const reply = await fetch(`${address.replace('chatbot', 'post_list')}&channel_id=1&prev_count=100`);
  const { data: listed } = (await reply.json()) as { data: { posts: { message: string }[] } };
  return listed.posts.map(({ message }) => message);
}

describe('--data', () => {
  it('knows its file under another name: no second server, and the link stays one', async () => {
    const alias = join(folder, 'alias.jsonl');
    const first = await start();
    await symlink(data, alias);
    const { code, err } = await run('--port', '0', '--data', alias);
    expect([code, err]).toEqual([1, expect.stringContaining('in use')]);
    await first.stop('SIGTERM');
    await whileServing(['--data', alias], () => undefined);
    expect((await lstat(alias)).isSymbolicLink()).toBe(true);
  });

  it('keeps posts and tokens over a restart, in a file for its owner alone', async () => {
    const first = await start();
    await post(first, 'kept');
    await first.stop('SIGINT');
    expect((await stat(data)).mode & 0o777).toBe(0o600);

    const second = await start();
    expect(tokens(second)).toEqual(tokens(first));
    expect(await texts(second)).toEqual(['kept']);
    await second.stop('SIGTERM');
  });

  it('loses nothing that was answered when the server is killed while it writes', async () => {
    const first = await start();
    const answered: string[] = [];
    let killed: Promise<unknown> | undefined;
    const sending = Array.from({ length: 50 }, async (_, n) => {
      const reply = await post(first, `${n} ${'x'.repeat(1500)}`).catch(() => undefined);
      const body = await reply?.text().catch(() => '');
      if (body === '{"success":true}') answered.push(`${n} ${'x'.repeat(1500)}`);
      if (answered.length === 10) killed ??= first.stop('SIGKILL');
    });
    await Promise.all(sending);
    await killed;
    expect(answered.length).toBeGreaterThanOrEqual(10);

    const second = await start();
    expect(tokens(second)).toEqual(tokens(first));
    expect(await texts(second)).toEqual(expect.arrayContaining(answered));
    await second.stop('SIGTERM');
  });

  it('leaves out a last line that was cut short, says so, and keeps the rest', async () => {
    const first = await start();
    for (const text of ['one', 'two']) await post(first, text);
    await first.stop('SIGTERM');
    await truncate(data, (await stat(data)).size - 20);

    const second = await start();
    expect(second.output.err).toBe(`synochat-simulator: ${data}: the last line was cut short and is left out\n`);
    expect(await texts(second)).toEqual(['one']);
    await post(second, 'three');
    await second.stop('SIGTERM');
    await whileServing(['--data', data], ({ output }) => {
      expect(output.err).toBe('');
    });
  });

  it('is refused to a second server while the first one runs', async () => {
    await whileServing(['--data', data], async ({ port }) => {
      const { code, err } = await run('--port', '0', '--data', data);
      expect([code, err.split('\n').length]).toEqual([1, 2]);
      expect(err).toContain(`${data} is in use by process`);
      expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
    });
  });

  // A limit for the size of a file stands for a full disk: there, too, the first part of a line may still be written.
  it.runIf(process.platform === 'linux')('says once that the disk is full, goes on, and catches up later', async () => {
    const first = await start();
    await first.stop('SIGTERM');
    const command = [process.execPath, CLI, '--port', '0', '--data', data, '--switch', 'rateInterval=0'];
    const limited = spawn('bash', ['-c', 'ulimit -S -f 64; exec "$0" "$@"', ...command]);
    const output = { out: '', err: '' };
    limited.stderr.on('data', (chunk) => (output.err += String(chunk)));
    limited.stdout.on('data', (chunk) => (output.out += String(chunk)));
    while (!output.out.includes('Ctrl+C')) await once(limited.stdout, 'data');
    const port = Number(/127\.0\.0\.1:(\d+)\/ /u.exec(output.out)?.[1]);
    const send = async (text: string) => (await post({ ...first, port }, text)).text();

    for (let n = 0; n < 40; n += 1) expect(await send('x'.repeat(1900))).toBe('{"success":true}');
    expect(output.err).toMatch(/^synochat-simulator: \S+ was not written \(EFBIG.*the server goes on.*\n$/u);
    expect((await readFile(data, 'utf8')).endsWith('\n')).toBe(true);

    await once(spawn('prlimit', ['--pid', String(limited.pid), '--fsize=unlimited']), 'close');
    expect(await send('there is room again')).toBe('{"success":true}');
    const closed = once(limited, 'close');
    limited.kill('SIGKILL');
    await closed;
    const second = await start();
    expect(second.output.err).toBe('');
    expect(await texts(second)).toHaveLength(41);
    await second.stop('SIGTERM');
  });

  it('grows smaller at a start when much of it is outdated', async () => {
    await whileServing(['--data', data], async ({ port }) => {
      for (let n = 1; n <= 50; n += 1) await set(port, { latency: n });
    });
    const before = (await stat(data)).size;
    await whileServing(['--data', data], async ({ port }) => {
      expect((await stat(data)).size).toBeLessThan(before / 2);
      expect(await (await fetch(`http://127.0.0.1:${port}/api/switches`)).json()).toMatchObject({ latency: 50 });
    });
  });
});

function set(port: number, switches: object): Promise<Response> {
  const headers = { 'Content-Type': 'application/json' };
  return fetch(`http://127.0.0.1:${port}/api/switches`, { method: 'PATCH', headers, body: JSON.stringify(switches) });
}
