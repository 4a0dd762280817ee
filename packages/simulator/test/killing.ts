import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { builtProgram, serve } from './command.ts';

type Server = Awaited<ReturnType<typeof serve>>;

const writerCount = 3;
const serverFlags = ['--show-tokens', '--switch', 'rateInterval=0', '--bot', 'Helper=http://127.0.0.1:1/'];

/** A value in an answer of the server, and the time of the answer. */
interface Answer<T> {
  readonly value: T;
  readonly at: number;
}

/** The state that the server must have after the next start. */
interface ExpectedState {
  texts: Answer<string>[];
  users: Answer<string>[];
  timeouts: Answer<number>[];
  tokens: Answer<string>[];
  triedTimeout: number;
  isTokenAsked: boolean;
}

/** Milliseconds after which an answered change survives `kill -9`. */
const safeAfter = 1000;
/** The switch `hookTimeout` of a new server; each change is one more. */
const defaultTimeout = 10_000;

/**
 * Kills a server, one in three while it starts, the others while it writes, and starts it again on the same file.
 * Fails as soon as anything is missing that was answered more than a second before. Returns counts.
 */
export async function killAtRandom(times: number, random: () => number) {
  const folder = await mkdtemp(join(tmpdir(), 'simulator-kill-'));
  const data = join(folder, 'chat.json');
  const expected: ExpectedState = {
    ...{ texts: [], users: [], tokens: [], isTokenAsked: false },
    ...{ timeouts: [{ value: defaultTimeout, at: 0 }], triedTimeout: defaultTimeout },
  };
  const result = { kills: 0, whileStarting: 0, answered: 0, leftBehind: 0 };
  try {
    while (result.kills < times) {
      result.kills += 1;
      if (result.kills % 3 === 0) {
        await killWhileStarting(data, random() * 400);
        result.whileStarting += 1;
      } else {
        const server = await serve('--data', data, ...serverFlags);
        await check(server, expected);
        result.answered += await writeUntilKilled(server, expected, random() * 2500);
      }
      const files = await readdir(folder);
      expect(['chat.json', 'chat.json.lock', 'chat.json.lock.lock', 'chat.json.new']).toEqual(
        expect.arrayContaining(files),
      );
      if (files.includes('chat.json.new')) result.leftBehind += 1;
      if (files.includes('chat.json')) JSON.parse(await readFile(data, 'utf8'));
    }
    const last = await serve('--data', data, ...serverFlags);
    await check(last, expected);
    await last.stop('SIGTERM');
    expect(await readdir(folder)).toEqual(['chat.json']);
    return result;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function killWhileStarting(data: string, after: number): Promise<void> {
  const child = spawn(process.execPath, [builtProgram, '--port', '0', '--data', data, ...serverFlags], {
    stdio: 'ignore',
  });
  const closed = once(child, 'close');
  await new Promise((resolve) => setTimeout(resolve, after));
  child.kill('SIGKILL');
  await closed;
}

/** Posts, new users, a switch and a token, each asked for as soon as the one before was answered. */
async function writeUntilKilled(server: Server, expected: ExpectedState, after: number): Promise<number> {
  let isAlive = true;
  const repeat = async (work: () => Promise<void>) => {
    while (isAlive) await work().catch(() => undefined);
  };
  const writers = Array.from({ length: writerCount }, () =>
    repeat(async () => {
      const text = `${crypto.randomUUID()} ${'x'.repeat(1500)}`;
      await ask(server, 'say', 'POST', { user: 'ada', channel: 'general', text });
      expected.texts.push({ value: text, at: Date.now() });
    }),
  );
  const others = [
    repeat(async () => {
      const name = crypto.randomUUID();
      await ask(server, 'users', 'POST', { name });
      expected.users.push({ value: name, at: Date.now() });
    }),
    repeat(async () => {
      expected.triedTimeout += 1;
      await ask(server, 'switches', 'PATCH', { hookTimeout: expected.triedTimeout });
      expected.timeouts.push({ value: expected.triedTimeout, at: Date.now() });
    }),
    repeat(async () => {
      expected.isTokenAsked = true;
      await ask(server, 'integrations/5/regenerate', 'POST', {});
      const { token } = (await ask(server, 'integrations/5/secret', 'POST', {})) as { token: string };
      expected.tokens.push({ value: token, at: Date.now() });
      expected.isTokenAsked = false;
    }),
  ];
  await new Promise((resolve) => setTimeout(resolve, after));
  const safe = Date.now() - safeAfter;
  const killed = server.stop('SIGKILL');
  isAlive = false;
  await Promise.all([...writers, ...others, killed]);

  const isSafe = ({ at }: Answer<unknown>) => at < safe;
  const before = expected.texts.length + expected.users.length;
  expected.texts = expected.texts.filter(isSafe);
  expected.users = expected.users.filter(isSafe);
  expected.timeouts = sinceSafe(expected.timeouts, isSafe);
  expected.tokens = sinceSafe(expected.tokens, isSafe);
  return before;
}

/** The newest safe value and all later values. The server must have one of them. */
function sinceSafe<T>(values: Answer<T>[], isSafe: (value: Answer<T>) => boolean): Answer<T>[] {
  return values.slice(Math.max(0, values.findLastIndex(isSafe)));
}

/** Compares the newest 9000 texts: the server keeps 10,000, some of them never answered. */
async function check(server: Server, expected: ExpectedState): Promise<void> {
  expect(server.output.err).toBe('');
  const { users } = (await ask(server, 'room', 'GET')) as { users: { name: string }[] };
  expect(users.map(({ name }) => name)).toEqual(expect.arrayContaining(expected.users.map(({ value }) => value)));

  const { hookTimeout } = (await ask(server, 'switches', 'GET')) as { hookTimeout: number };
  expect(hookTimeout).toBeGreaterThanOrEqual(expected.timeouts[0]?.value ?? 0);
  expect(hookTimeout).toBeLessThanOrEqual(expected.triedTimeout);
  expected.timeouts = [{ value: hookTimeout, at: 0 }];

  const { token } = (await ask(server, 'integrations/5/secret', 'POST', {})) as { token: string };
  if (expected.tokens.length > 0 && !expected.isTokenAsked)
    expect(expected.tokens.map(({ value }) => value)).toContain(token);
  expect(token).toMatch(/^[A-Za-z0-9]{64}$/);
  expected.tokens = [{ value: token, at: 0 }];
  expected.isTokenAsked = false;

  const stored = new Set(await texts(server, token));
  expect(expected.texts.slice(-9000).filter(({ value }) => !stored.has(value))).toEqual([]);
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
