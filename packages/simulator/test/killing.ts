import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { CLI, serve } from './command.ts';

type Server = Awaited<ReturnType<typeof serve>>;

const WRITERS = 6;
const OPTIONS = ['--show-tokens', '--switch', 'rateInterval=0', '--bot', 'Helper=http://127.0.0.1:1/'];

/** What the server said that it has done, and what it was doing when it was killed. */
interface Promised {
  readonly texts: string[];
  readonly users: string[];
  timeout: number;
  tried: number;
  token: string;
  isTokenAsked: boolean;
}

/**
 * Kills a server, one in three while it starts, the others while it writes, and starts it again on the same file.
 * Fails as soon as anything is missing that was answered. Returns what it came to.
 */
export async function killAtRandom(times: number, random: () => number) {
  const folder = await mkdtemp(join(tmpdir(), 'simulator-kill-'));
  const data = join(folder, 'chat.jsonl');
  const promised: Promised = { texts: [], users: [], timeout: 0, tried: 0, token: '', isTokenAsked: false };
  const result = { kills: 0, whileStarting: 0, answered: 0, cut: 0, leftBehind: 0 };
  try {
    while (result.kills < times) {
      result.kills += 1;
      if (result.kills % 3 === 0) {
        await killWhileStarting(data, random() * 400);
        result.whileStarting += 1;
      } else {
        const server = await serve('--data', data, ...OPTIONS);
        await check(server, promised);
        result.answered += await writeUntilKilled(server, promised, random() * 250);
      }
      const files = await readdir(folder);
      expect(['chat.jsonl', 'chat.jsonl.lock', 'chat.jsonl.new']).toEqual(expect.arrayContaining(files));
      if (files.includes('chat.jsonl.new')) result.leftBehind += 1;
      if (files.includes('chat.jsonl') && !(await readFile(data, 'utf8')).endsWith('\n')) result.cut += 1;
    }
    const last = await serve('--data', data, ...OPTIONS);
    await check(last, promised);
    await last.stop('SIGTERM');
    expect(await readdir(folder)).toEqual(['chat.jsonl']);
    return result;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function killWhileStarting(data: string, after: number): Promise<void> {
  const child = spawn(process.execPath, [CLI, '--port', '0', '--data', data, ...OPTIONS], { stdio: 'ignore' });
  const closed = once(child, 'close');
  await new Promise((resolve) => setTimeout(resolve, after));
  child.kill('SIGKILL');
  await closed;
}

/** Posts, new users, a switch and a token, each asked for as soon as the one before was answered. */
async function writeUntilKilled(server: Server, promised: Promised, after: number): Promise<number> {
  const before = promised.texts.length + promised.users.length;
  let isAlive = true;
  const repeat = async (work: () => Promise<void>) => {
    while (isAlive) await work().catch(() => undefined);
  };
  const writers = Array.from({ length: WRITERS }, () =>
    repeat(async () => {
      const text = `${crypto.randomUUID()} ${'x'.repeat(1500)}`;
      await ask(server, 'say', 'POST', { user: 'ada', channel: 'general', text });
      promised.texts.push(text);
    }),
  );
  const others = [
    repeat(async () => {
      const name = crypto.randomUUID();
      await ask(server, 'users', 'POST', { name });
      promised.users.push(name);
    }),
    repeat(async () => {
      promised.tried = promised.timeout + 1;
      await ask(server, 'switches', 'PATCH', { hookTimeout: promised.tried });
      promised.timeout = promised.tried;
    }),
    repeat(async () => {
      promised.isTokenAsked = true;
      await ask(server, 'integrations/5/regenerate', 'POST', {});
      const { token } = (await ask(server, 'integrations/5/secret', 'POST', {})) as { token: string };
      promised.token = token;
      promised.isTokenAsked = false;
    }),
  ];
  await new Promise((resolve) => setTimeout(resolve, after));
  const killed = server.stop('SIGKILL');
  isAlive = false;
  await Promise.all([...writers, ...others, killed]);
  return promised.texts.length + promised.users.length - before;
}

/** The newest 9000 of the texts: the server keeps 10,000, those among them that it had no time to answer for. */
async function check(server: Server, promised: Promised): Promise<void> {
  expect(server.output.err).toMatch(/^(?:[^\n]*the last line was cut short and is left out\n)?$/u);
  const { users } = (await ask(server, 'room', 'GET')) as { users: { name: string }[] };
  expect(users.map(({ name }) => name)).toEqual(expect.arrayContaining(promised.users));

  const { hookTimeout } = (await ask(server, 'switches', 'GET')) as { hookTimeout: number };
  if (promised.tried > 0) expect([promised.timeout || 10_000, promised.tried]).toContain(hookTimeout);
  promised.timeout = promised.tried > 0 ? hookTimeout : 0;

  const { token } = (await ask(server, 'integrations/5/secret', 'POST', {})) as { token: string };
  if (promised.token !== '' && !promised.isTokenAsked) expect(token).toBe(promised.token);
  expect(token).toMatch(/^[A-Za-z0-9]{64}$/u);
  promised.token = token;
  promised.isTokenAsked = false;

  const kept = new Set(await texts(server, token));
  expect(promised.texts.slice(-9000).filter((text) => !kept.has(text))).toEqual([]);
}

async function ask({ port }: Server, path: string, method: string, body?: object): Promise<unknown> {
  const headers = { 'Content-Type': 'application/json' };
  const init = body ? { method, headers, body: JSON.stringify(body) } : { method, headers };
  const response = await fetch(`http://127.0.0.1:${port}/api/${path}`, init);
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

/** The texts of the channel as a bot sees them, page by page from the newest. */
async function texts({ port }: Server, token: string): Promise<string[]> {
  const found: string[] = [];
  const query = `api=SYNO.Chat.External&version=2&method=post_list&channel_id=1&prev_count=100&token=${token}`;
  for (let anchor = ''; ; ) {
    const reply = await fetch(`http://127.0.0.1:${port}/webapi/entry.cgi?${query}${anchor}`);
    const { posts } = ((await reply.json()) as { data: { posts: { post_id: number; message: string }[] } }).data;
    found.push(...posts.map(({ message }) => message));
    if (posts.length < 100) return found;
    anchor = `&post_id=${posts[0]?.post_id}`;
  }
}
