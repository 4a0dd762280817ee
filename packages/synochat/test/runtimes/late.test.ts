import { execFileSync } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startSimulator } from 'synochat-simulator/node';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freePort, type Running } from '../helpers/process.ts';
import { built, bun, deno, type Runtime, runtimes, startServer } from '../helpers/runtime.ts';

const folder = new URL('servers/late/', import.meta.url);
const words = ['plain', 'hono', 'careless'];

/** A Chat on loopback, an app that it calls on each of its paths, and what it takes to end both. */
async function startBoth(runtime: Runtime) {
  const port = await freePort();
  const chat = await startSimulator();
  const { url, token } = chat.addIncoming({ channel: 'general' });
  const at = `http://127.0.0.1:${port}`;
  const tokens = words.map((word) => chat.addOutgoing({ triggerWords: [word], url: `${at}/${word}` }).token);
  const env = { TOKENS: tokens.join(), WEBHOOK: url };
  const app = await startServer(runtime, { folder, port, readyPath: '/plain', serves: true, env });
  const stop = async () => {
    await app.stop();
    await chat.close();
  };
  const texts = () => chat.posts('general').map(({ text }) => text);
  return { chat, app, stop, texts, secrets: [token, ...tokens] };
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await pause(20);
}

describe.each(runtimes)('late work on %s', (runtime) => {
  let both: Awaited<ReturnType<typeof startBoth>>;
  beforeAll(async () => {
    both = await startBoth(runtime);
  });
  afterAll(() => both.stop());

  it.each(['plain', 'hono'])('of a %s handler is posted after Chat had its empty answer', async (word) => {
    const { chat, texts } = both;
    const before = texts().length;

    await chat.say('mikael', 'general', `${word} 500`);

    expect(chat.exchanges().at(-1)).toMatchObject({ kind: 'outgoing', response: { status: 200, body: '' } });
    expect(texts().slice(before)).toEqual([`${word} 500`]);
    await until(() => texts().length > before + 1);
    expect(texts().slice(before)).toEqual([`${word} 500`, 'Counted for 500 ms']);
    expect(chat.notices('mikael')).toEqual([]);
  });

  it.each(['plain', 'hono'])('of a %s handler tells onError when it fails, and the server goes on', async (word) => {
    const { chat, app, texts } = both;
    const before = texts().length;

    await chat.say('ada', 'general', `${word} 300 wolves-${word}`);
    await until(() => app.output().includes(`late: Error: there are wolves-${word} among the sheep`));

    await chat.say('ada', 'general', `${word} 0`);
    await until(() => texts().at(-1) === 'Counted for 0 ms');
    expect(texts().slice(before)).toEqual([`${word} 300 wolves-${word}`, `${word} 0`, 'Counted for 0 ms']);
    expect(chat.notices('ada')).toEqual([]);
  });

  it('that fails without an onError is printed once, and the server goes on', async () => {
    const { chat, app, texts } = both;

    await chat.say('ada', 'general', 'careless 100 bears');

    expect(chat.notices('ada')).toEqual([]);
    await until(() => app.output().includes('there are bears among the sheep'));
    expect(app.output()).not.toContain('late: Error: there are bears');
    await chat.say('ada', 'general', 'careless 0');
    await until(() => texts().at(-1) === 'Counted for 0 ms');
    expect(app.output().split('Error: there are bears among the sheep')).toHaveLength(2);
  });

  it('prints no token', () => {
    for (const secret of both.secrets) expect(both.app.output()).not.toContain(secret);
  });
});

describe.each(['Node', 'Bun', 'Deno'] as const)('a server on %s that is asked to end', (runtime) => {
  let both: Awaited<ReturnType<typeof startBoth>>;
  let app: Running;
  beforeEach(async () => {
    both = await startBoth(runtime);
    ({ app } = both);
  });
  afterEach(() => both.stop());

  it('right after an answer exits when the late work is posted, and accepts nothing meanwhile', async () => {
    const { chat, texts } = both;

    await chat.say('mikael', 'general', 'plain 1500');
    process.kill(app.pid, 'SIGTERM');

    await until(async () => !(await accepts(app.port)));
    expect(texts()).toEqual(['plain 1500']);
    expect(await app.exitCode).toBe(0);
    expect(texts()).toEqual(['plain 1500', 'Counted for 1500 ms']);
  });

  it('does so too while a client never ends its request', async () => {
    const { chat, texts } = both;
    const client = connect(app.port, '127.0.0.1');
    client.on('error', () => undefined);
    client.write('POST /plain HTTP/1.1\r\nHost: app.example\r\nContent-Length: 100\r\n\r\ntoken=');

    await chat.say('mikael', 'general', 'plain 1500');
    process.kill(app.pid, 'SIGTERM');

    expect(await app.exitCode).toBe(0);
    expect(texts()).toEqual(['plain 1500', 'Counted for 1500 ms']);
    client.destroy();
  });
});

describe('late work that has settled, or that its runtime cut off,', () => {
  const program = fileURLToPath(new URL('programs/forget.mjs', import.meta.url));
  const commands = [
    { runtime: 'Node', command: [process.execPath, '--expose-gc'] },
    { runtime: 'Bun', command: [bun, '--expose-gc', `--tsconfig-override=${built}`] },
    { runtime: 'Deno', command: [deno, 'run', '--v8-flags=--expose-gc'] },
  ];

  it.each(commands)('is held no longer on $runtime', ({ command: [file = '', ...args] }) => {
    const held = JSON.parse(execFileSync(file, [...args, program], { encoding: 'utf8' })) as Record<string, number>;

    expect(Object.keys(held)).toEqual(['results', 'errors', 'cutOff']);
    // Of a thousand each; a collector may take a number on the stack for one.
    for (const count of Object.values(held)) expect(count).toBeLessThan(20);
  });
});

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => {
      resolve(false);
    });
  });
}
