import { createSimulator } from 'synochat-simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort, type Running } from '../../../packages/synochat/test/helpers/process.ts';
import { runtimes, startServer } from '../../../packages/synochat/test/helpers/runtime.ts';

const folder = new URL('../', import.meta.url);
const failure = '(Only visible to you) Failed to send a request to the bot server. Please contact the bot owner.';

/** A Chat whose integrations call the app on that port. */
function chatFor(port: number) {
  const at = `http://127.0.0.1:${port}`;
  const chat = createSimulator();
  const slash = chat.addSlash({ command: 'ping', url: `${at}/ping` });
  const outgoing = chat.addOutgoing({ triggerWords: ['Ping'], url: `${at}/outgoing`, name: 'Pinger' });
  return { chat, tokens: { SYNOCHAT_SLASH_TOKEN_PING: slash.token, SYNOCHAT_OUTGOING_TOKEN_PING: outgoing.token } };
}

const seen = (posts: readonly { text: string; onlyTo: string | undefined }[]) =>
  posts.map(({ text, onlyTo }) => ({ text, onlyTo }));

describe.each(runtimes)('the ping app on %s', (runtime) => {
  let app: Running;
  let chat: ReturnType<typeof createSimulator>;
  let tokens: Readonly<Record<string, string>>;

  beforeAll(async () => {
    const port = await freePort();
    ({ chat, tokens } = chatFor(port));
    app = await startServer(runtime, { folder, port, readyPath: '/health', serves: true, env: tokens });
  });
  afterAll(() => app.stop());

  it('answers a slash command to the user who typed it', async () => {
    const posts = await chat.say('mikael', 'general', '/ping 1.1.1.1 count=4 time');

    expect(seen(posts)).toEqual([{ text: 'mikael pings 1.1.1.1 4 times, with timestamps', onlyTo: 'mikael' }]);
    expect(chat.notices('ada')).toEqual([]);
  });

  it('answers a message that begins with its trigger word, to everybody', async () => {
    const posts = await chat.say('ada', 'general', 'Ping hello');

    expect(seen(posts)).toEqual([
      { text: 'Ping hello', onlyTo: undefined },
      { text: 'Pong, ada: hello', onlyTo: undefined },
    ]);
    expect(chat.posts('general').at(-1)?.author).toBe('Pinger');
  });

  it('tells a user the mistakes in a command, and the usage', async () => {
    const posts = await chat.say('mikael', 'general', '/ping cuont=4 count=1000 now');

    expect(seen(posts)).toEqual([
      {
        text: [
          'Unknown word: now',
          'count: Invalid value: Expected <=100 but received 1000',
          'Usage: /ping <ip> [count=…] [time]',
        ].join('\n'),
        onlyTo: 'mikael',
      },
    ]);
  });

  it('answers a long message with the beginning, and does not repeat links', async () => {
    const posts = await chat.say(
      'mikael',
      'general',
      `Ping <http://evil.example|bank> ${'😀'.repeat(960)}${'a'.repeat(1000)}`,
    );
    const [long] = await chat.say('mikael', 'general', `/ping ${'1'.repeat(1994)}`);

    expect(posts.at(-1)?.text).toMatch(/^Pong, mikael: <\u200bhttp:/);
    expect(long?.text).toMatch(/^mikael pings 1{1900}/);
  });

  it('answers bad requests with one line, without its code', async () => {
    const form = (body: string) => ({
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    const bad: RequestInit[] = [
      form(''),
      form('token=x'),
      form('%ff=%ff&token=%ff'),
      form(`token=${tokens['SYNOCHAT_SLASH_TOKEN_PING']}&token=x`),
      form(`token=${tokens['SYNOCHAT_SLASH_TOKEN_PING']}`),
      { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } },
      { method: 'POST', body: 'x'.repeat(100_000) },
      { method: 'PUT', body: 'x' },
    ];
    for (const init of bad)
      for (const path of ['/ping', '/outgoing', '/%ff', '//']) {
        const response = await fetch(`http://127.0.0.1:${app.port}${path}`, init);
        const body = await response.text();
        expect(response.status).toBeLessThan(500);
        expect(body).toMatch(/^.{0,100}$/);
      }
  });

  it('refuses a request with another token', async () => {
    const { chat: stranger } = chatFor(app.port);

    expect(seen(await stranger.say('mikael', 'general', '/ping 1.1.1.1'))).toEqual([
      { text: failure, onlyTo: 'mikael' },
    ]);
    expect(seen(await stranger.say('mikael', 'general', 'Ping hello'))).toEqual([
      { text: 'Ping hello', onlyTo: undefined },
      { text: failure, onlyTo: 'mikael' },
    ]);
  });

  it('passes the probe that Chat may send first', async () => {
    chat.switches.headProbe = true;

    const posts = await chat.say('mikael', 'general', '/ping ::1');

    expect(seen(posts)).toEqual([{ text: 'mikael pings ::1 once', onlyTo: 'mikael' }]);
    expect(chat.exchanges().at(-2)).toMatchObject({ kind: 'probe', response: { status: 200, body: '' } });
  });

  it('prints no token', () => {
    for (const token of Object.values(tokens)) expect(app.output()).not.toContain(token);
  });
});

describe('the ping app without its tokens', () => {
  it.each(['Node', 'Bun', 'Deno'] as const)('does not start on %s, and names them', async (runtime) => {
    const starting = startServer(runtime, {
      ...{ folder, readyPath: '/', serves: true, env: { SYNOCHAT_SLASH_TOKEN_PING: ' ' } },
    });

    await expect(starting).rejects.toThrow(
      /^.* did not start:\nNot set: SYNOCHAT_SLASH_TOKEN_PING, SYNOCHAT_OUTGOING_TOKEN_PING\n$/,
    );
  });

  it('refuses every request as a Worker, and names them in the log only', async () => {
    const worker = await startServer('workerd', {
      folder,
      readyPath: '/',
      env: { SYNOCHAT_SLASH_TOKEN_PING: 'synthetic' },
    });
    try {
      for (const path of ['/ping', '/outgoing']) {
        const response = await fetch(`http://127.0.0.1:${worker.port}${path}`, { method: 'POST', body: 'token=' });
        expect([response.status, await response.text()]).toEqual([500, 'internal error']);
      }
      await expect.poll(() => worker.output(), { timeout: 5000 }).toContain('Not set: SYNOCHAT_OUTGOING_TOKEN_PING');
    } finally {
      await worker.stop();
    }
  });
});
