import { describe, expect, it } from 'vitest';
import { appThatAnswers, handClock } from '../../test/client.ts';
import type { SimulatorOptions } from '../options.ts';
import { createSimulator } from '../simulator.ts';

function joined(options: SimulatorOptions = {}, answer: () => Response | Promise<Response> = () => new Response()) {
  const app = appThatAnswers(answer);
  const nas = createSimulator({ fetch: app.fetch, now: () => 1_647_060_330_657, ...options });
  const out = nas.addOutgoing({ channel: 'general', url: 'http://app.example/out' }).token;
  const slash = nas.addSlash({ command: 'ping', url: 'http://app.example/slash' }).token;
  return { nas, app, out, slash };
}

describe('a hook', () => {
  it('sends an outgoing webhook as a form with these fields in this order', async () => {
    const { nas, app, out } = joined();
    await nas.say('mikael', 'general', 'a b+c & d');
    expect(app.requests[0]?.body).toBe(
      `token=${out}&channel_id=1&channel_type=1&channel_name=general&user_id=2&username=mikael&post_id=4294967297` +
        '&thread_id=0&timestamp=1647060330657&text=a%20b%2Bc%20%26%20d&trigger_word=a',
    );
  });

  it('sends a slash command with the whole text and a new post id', async () => {
    const { nas, app, slash } = joined();
    await nas.say('mikael', 'general', '/ping 1');
    expect(app.requests[0]?.body).toBe(
      `token=${slash}&channel_id=1&channel_name=general&user_id=2&username=mikael&post_id=4294967297` +
        '&thread_id=0&timestamp=1647060330657&text=%2Fping%201',
    );
  });

  it('follows the switches', async () => {
    const { nas, app, slash } = joined({ spaceEncoding: 'plus', minimalSlash: true, emptyTrigger: 'omit' });
    nas.switches.webhookUserIdOffset = 100;
    await nas.say('mikael', 'general', '/ping 1');
    expect(app.requests[0]?.body).toBe(`token=${slash}&user_id=2&username=mikael&text=%2Fping+1`);
    await nas.say('mikael', 'general', 'hi');
    expect(app.requests[1]?.fields.has('trigger_word')).toBe(false);
    expect(app.requests[1]?.fields.get('user_id')).toBe('102');
    nas.addOutgoing({ triggerWords: ['hi'], url: 'http://app.example/word' });
    await nas.say('mikael', 'general', 'hi');
    expect(app.requests.at(-1)?.fields.get('trigger_word')).toBe('hi');
  });

  it('sends the nickname if the user has one, or always the name by the switch "hookName"', async () => {
    const users = ['ada', { name: 'mikael', nickname: 'Mika' }];
    const actions = [{ type: 'button', name: 'n', value: 'v', text: 'OK' }];
    const answer = () => Response.json({ text: 'Sure?', attachments: [{ callback_id: 'c', actions }] });
    const { nas, app } = joined({ users }, answer);
    nas.addBot({ name: 'Helper', url: 'http://app.example/bot' });
    const names = async (user: string) => {
      const from = app.requests.length;
      await nas.say(user, 'general', 'hi');
      await nas.say(user, 'general', '/ping');
      const [, question] = await nas.say(user, '@Helper', 'hi');
      await nas.press(user, { id: question?.id ?? '' }, 'OK');
      const pressed = /"username":"(\w+)"/;
      return app.requests
        .slice(from)
        .map(({ fields }) => fields.get('username') ?? pressed.exec(fields.get('payload') ?? '')?.[1]);
    };
    expect(await names('mikael')).toEqual(['Mika', 'Mika', 'Mika', 'Mika']);
    expect(await names('ada')).toEqual(['ada', 'ada', 'ada', 'ada']);
    nas.switches.hookName = 'username';
    expect(await names('mikael')).toEqual(['mikael', 'mikael', 'mikael', 'mikael']);
    expect(nas.posts('general')[0]?.author).toBe('mikael');
  });

  it('sends one JSON object of strings by the switch "hookFormat"', async () => {
    const { nas, app, slash } = joined({ hookFormat: 'json', minimalSlash: true });
    await nas.say('mikael', 'general', '/ping');
    const fields = { token: slash, user_id: '2', username: 'mikael', text: '/ping' };
    expect(app.requests[0]?.body).toBe(JSON.stringify(fields));
    expect(nas.exchanges()[0]?.request.headers).toEqual({ 'Content-Type': 'application/json' });
  });

  it('waits ten seconds for the answer, and then aborts the request', async () => {
    const { advance, ...clock } = handClock();
    let signal: AbortSignal | null | undefined;
    const fetch = (req: Request) => {
      signal = req.signal;
      advance(9_999);
      queueMicrotask(() => {
        advance(1);
      });
      return new Promise<Response>(() => undefined);
    };
    const { nas } = joined({ ...clock, fetch });
    const [notice] = await nas.say('ada', 'general', '/ping');
    expect(notice?.text).toContain('Failed to send');
    expect(signal?.aborted).toBe(true);
    expect(nas.exchanges()[0]).toMatchObject({ duration: 10_000, note: 'failure: no answer within 10000 ms' });
  });

  it('is sent once, or again unchanged by the switch "retries" until it succeeds', async () => {
    const answers = [500, 500, 200];
    const { nas, app } = joined({}, () => new Response('', { status: answers.shift() ?? 500 }));
    nas.switches.retries = 5;
    expect(await nas.say('ada', 'general', '/ping')).toEqual([]);
    expect(new Set(app.requests.map(({ body }) => body)).size).toBe(1);
    expect(app.requests).toHaveLength(3);
    nas.switches.retries = 0;
    await nas.say('ada', 'general', '/ping');
    expect(app.requests).toHaveLength(4);
  });

  it('is probed by HEAD first with the switch "headProbe", and broken after a refusal', async () => {
    const { nas, app } = joined({ headProbe: true });
    await nas.say('ada', 'general', '/ping');
    expect(app.requests.map(({ method }) => method)).toEqual(['HEAD', 'POST']);

    const refusing = joined({ headProbe: true }, () => new Response(null, { status: 405 }));
    expect((await refusing.nas.say('ada', 'general', '/ping'))[0]?.text).toContain('Failed to send');
    await refusing.nas.say('ada', 'general', '/ping');
    expect(refusing.app.requests.map(({ method }) => method)).toEqual(['HEAD']);
  });

  it('does not follow a redirect, which would carry the token elsewhere', async () => {
    const modes: unknown[] = [];
    const fetch = ({ redirect }: Request) => {
      modes.push(redirect);
      return Promise.resolve(new Response());
    };
    await joined({ fetch, headProbe: true }).nas.say('ada', 'general', '/ping');
    expect(modes).toEqual(['manual', 'manual']);
  });

  it('is called as a bare function', async () => {
    const isBare: boolean[] = [];
    const { nas } = joined({
      fetch(this: unknown) {
        isBare.push(this === undefined);
        return Promise.resolve(new Response());
      },
    });
    await nas.say('ada', 'general', '/ping');
    expect(isBare).toEqual([true]);
  });

  it.each([
    ['is not running, on Node', { code: 'ECONNREFUSED' }, 'No program answers at 127.0.0.1:3000: is yours running?'],
    ['has an unknown name', { code: 'ENOTFOUND' }, 'No machine is found by the name 127.0.0.1: check the address.'],
    ['hangs up', { code: 'ECONNRESET' }, 'The program at 127.0.0.1:3000 closed the connection without an answer'],
    ['is in another network', { code: 'EHOSTUNREACH' }, '127.0.0.1:3000 cannot be reached from this machine'],
    ['fails in another way', {}, 'fetch failed: of its own'],
  ])('to an app that %s is noted with the cause in words', async (_, members, note) => {
    const cause = Object.assign(new Error('of its own'), members);
    const nas = createSimulator({ fetch: () => Promise.reject(new TypeError('fetch failed', { cause })) });
    nas.addSlash({ command: 'ping', url: 'http://127.0.0.1:3000/' });
    await nas.say('ada', 'general', '/ping');
    expect(nas.exchanges()[0]?.note).toContain(`failure: ${note}`);
  });

  it.each([
    ['on Bun', Object.assign(new Error('Unable to connect.'), { code: 'ConnectionRefused' })],
    ['on Deno', new TypeError('error sending request for url: tcp connect error: Connection refused (os error 111)')],
    [
      'at each of several addresses',
      new TypeError('fetch failed', {
        cause: new AggregateError([Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })], ''),
      }),
    ],
  ])('that is refused %s says that no program answers', async (_, error) => {
    const nas = createSimulator({ fetch: () => Promise.reject(error) });
    nas.addSlash({ command: 'ping', url: 'http://localhost:3000/' });
    await nas.say('ada', 'general', '/ping');
    expect(nas.exchanges()[0]?.note).toBe('failure: No program answers at localhost:3000: is yours running?');
  });
});

describe('the certificate of an https hook', () => {
  const joinedByTls = (options: SimulatorOptions = {}) => {
    const asked: string[] = [];
    const checkCertificate = (url: string) => {
      asked.push(url);
      return Promise.resolve(url.includes('bad') ? 'self-signed' : undefined);
    };
    const app = appThatAnswers(() => Response.json({ text: 'pong' }));
    const nas = createSimulator({ fetch: app.fetch, checkCertificate, ...options });
    nas.addSlash({ command: 'good', url: 'https://app.example/good' });
    nas.addSlash({ command: 'bad', url: 'https://app.example/bad' });
    nas.addSlash({ command: 'plain', url: 'http://app.example/bad' });
    nas.addBot({ name: 'Helper', url: 'https://app.example/bad' });
    return { nas, app, asked };
  };

  it('is not checked', async () => {
    const { nas, asked } = joinedByTls();
    expect(await nas.say('ada', 'general', '/bad')).toMatchObject([{ text: 'pong' }]);
    expect(asked).toEqual([]);
  });

  it('that is invalid stops the hook by the switch, and only the record says so', async () => {
    const { nas, app, asked } = joinedByTls({ verifyHookCertificates: true, headProbe: true, retries: 2 });
    expect(await nas.say('ada', 'general', '/bad')).toEqual([]);
    expect(await nas.say('ada', '@Helper', 'hi')).toHaveLength(1);
    expect(app.requests).toEqual([]);
    expect(nas.notices('ada')).toEqual([]);
    expect(nas.exchanges()).toMatchObject([
      { kind: 'slash', response: undefined, note: expect.stringContaining('(self-signed)') as unknown },
      { kind: 'bot', response: undefined, note: expect.stringContaining('a NAS tells nobody') as unknown },
    ]);
    expect(await nas.say('ada', 'general', '/good')).toMatchObject([{ text: 'pong' }]);
    expect(await nas.say('ada', 'general', '/plain')).toMatchObject([{ text: 'pong' }]);
    expect(asked).toEqual(['https://app.example/bad', 'https://app.example/bad', 'https://app.example/good']);
  });

  it('that cannot be reached lets the hook fail with a notice', async () => {
    const checkCertificate = () => Promise.reject(new Error('ECONNREFUSED'));
    const fetch = () => Promise.reject(new TypeError('fetch failed'));
    const { nas } = joinedByTls({ verifyHookCertificates: true, checkCertificate, fetch });
    expect((await nas.say('ada', 'general', '/bad'))[0]?.text).toContain('Failed to send');
  });

  it('that cannot be checked is noted in the record', async () => {
    const { nas } = joinedByTls({ verifyHookCertificates: true, checkCertificate: undefined });
    expect(await nas.say('ada', 'general', '/bad')).toMatchObject([{ text: 'pong' }]);
    expect(nas.exchanges()[0]?.note).toContain('the certificate was not looked at');
  });
});
