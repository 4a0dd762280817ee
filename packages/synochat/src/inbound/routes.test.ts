import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { createChat } from '../../test/portable/chat.ts';
import { watchErrors } from '../../test/portable/printed.ts';
import { outgoing, post, slash } from '../../test/portable/requests.ts';
import { acknowledge, chatHandler, onBot, onOutgoing, onSlash, respond } from '../index.ts';

const printed = watchErrors();
const Ping = v.object({ ip: v.string() });
const tokens = { ping: 'synthetic-ping', echo: 'synthetic-echo', ops: 'synthetic-ops', robin: 'synthetic-robin' };

const ping = onSlash(Ping, { token: tokens.ping }, ({ args }) => respond(`Pinging ${args.ip}`));
const ops = onOutgoing({ token: tokens.ops, triggerWords: 'deploy' }, ({ rest }) => respond(`Deploying ${rest}`));
const robin = onBot(
  { token: [tokens.robin, 'synthetic-old'] },
  {
    message: ({ text }) => respond(`You wrote ${text}`),
    press: ({ value }) => respond(`You chose ${value}`),
  },
);

const { channel_id: _, channel_type: __, channel_name: ___, trigger_word: ____, ...bot } = outgoing;
const message = { ...bot, token: tokens.robin, text: 'hello' };

function press(token: string) {
  const actions = [{ name: 'size', value: 'large', text: 'Large' }];
  const payload = { token, callback_id: 'c', post_id: '1', user: { user_id: 4, username: 'ada' }, actions };
  return post({ payload: JSON.stringify(payload) });
}

const textOf = async (answer: Promise<Response>) => ((await (await answer).json()) as { text: string }).text;

describe('one address for several integrations', () => {
  const handler = chatHandler([ping, ops, robin]);

  it('answers each request by the route with its token', async () => {
    expect(await textOf(handler(post({ ...slash('/ping 1.1.1.1'), token: tokens.ping })))).toBe('Pinging 1.1.1.1');
    const typed = { ...outgoing, text: 'deploy prod', token: tokens.ops };
    expect(await textOf(handler(post(typed)))).toBe('Deploying prod');
    expect(await textOf(handler(post(message)))).toBe('You wrote hello');
    expect(await textOf(handler(post({ ...message, token: 'synthetic-old' })))).toBe('You wrote hello');
    expect(await textOf(handler(press(tokens.robin)))).toBe('You chose large');
  });

  it('accepts no request with another token, no token, or two', async () => {
    const bodies = [
      post({ ...outgoing, token: 'another' }),
      post({ text: 'no token' }),
      press('another'),
      post(`token=${tokens.ping}&token=${tokens.ops}`),
    ];
    const answers = await Promise.all(bodies.map(async (body) => (await handler(body)).status));
    expect(answers).toEqual([401, 401, 401, 400]);
  });

  it('answers probes, and refuses other methods', async () => {
    const statuses = ['GET', 'HEAD', 'PUT'].map(
      async (method) => (await handler(new Request('http://a/', { method }))).status,
    );
    expect(await Promise.all(statuses)).toEqual([200, 200, 405]);
  });

  it('serves users of a Chat server: commands, messages and buttons', async () => {
    const app: { handle?: (req: Request) => Promise<Response> } = {};
    const { nas } = createChat({
      fetch: (req) => app.handle?.(req) ?? new Response(),
    });
    const url = 'http://app.example/chat';
    const buttons = ['yes', 'no'].map((value) => ({ name: 'answer', value, text: value }));
    app.handle = chatHandler([
      onSlash(Ping, { token: nas.addSlash({ command: 'ping', url }).token }, ({ args }) =>
        respond(`Pinging ${args.ip}`),
      ),
      onOutgoing({ token: nas.addOutgoing({ triggerWords: ['ask'], url }).token, triggerWords: 'ask' }, ({ rest }) =>
        respond(`Asked ${rest}`),
      ),
      onBot(
        { token: nas.addBot({ name: 'robin', url }).token },
        {
          message: () => respond({ attachments: [{ callbackId: 'c', text: 'Sure?', buttons }] }),
          press: ({ value }) => respond(`You chose ${value}`),
        },
      ),
    ]);

    const answerTo = async (where: string, text: string) => (await nas.say('ada', where, text)).at(-1);
    expect((await answerTo('general', '/ping 1.1.1.1'))?.text).toBe('Pinging 1.1.1.1');
    expect((await answerTo('general', 'ask why'))?.text).toBe('Asked why');
    const question = await answerTo('@robin', 'hello');
    if (!question) throw new Error('the bot asked nothing');
    expect((await nas.press('ada', question, 'yes')).at(-1)?.text).toBe('You chose yes');
  });

  it('reads the body once, within the largest bound of the routes', async () => {
    const long = post({ ...message, text: 'x'.repeat(70_000) });
    const large = onBot({ token: tokens.robin, maxBytes: 100_000 }, () => acknowledge());
    expect((await chatHandler([ping, large])(long.clone())).status).toBe(200);
    expect((await chatHandler([ping, robin])(long)).status).toBe(413);
  });

  it('calls functions of the program last, and the first that returns true wins', async () => {
    const asked: string[] = [];
    const slashRoute = (name: string, answer: unknown) =>
      onBot({ token: () => (asked.push(name), answer as boolean) }, () => respond(name));
    const mixed = chatHandler([slashRoute('truthy', 1), slashRoute('one', true), slashRoute('two', true), ops]);

    expect(await textOf(mixed(post({ ...outgoing, text: 'deploy x', token: tokens.ops })))).toBe('Deploying x');
    expect(asked).toEqual([]);
    expect(await textOf(mixed(post({ ...message, token: 'another' })))).toBe('one');
    expect(asked).toEqual(['truthy', 'one']);
  });

  it('takes its options from the arguments of each request, as tokens on Workers are in env', async () => {
    interface Env {
      readonly PING: string;
      readonly ROBIN: string;
    }
    const worker = chatHandler([
      onSlash(
        Ping,
        (env: Env) => ({ token: env.PING }),
        ({ args }, _req, env) => respond(`${args.ip} ${env.PING.length}`),
      ),
      onBot(
        async (env: Env) => Promise.resolve({ token: env.ROBIN }),
        ({ kind }) => respond(kind),
      ),
    ]);
    const env = { PING: tokens.ping, ROBIN: tokens.robin };

    expect(await textOf(worker(post({ ...slash('/ping 1.1.1.1'), token: tokens.ping }), env))).toBe('1.1.1.1 14');
    expect(await textOf(worker(post(message), env))).toBe('bot');
    expect((await worker(post(message), { ...env, ROBIN: 'another' })).status).toBe(401);
    expect(printed()).toEqual([]);
  });

  it('answers 500 and prints why if the options of a request have no token, or one twice', async () => {
    const worker = chatHandler([
      onSlash(
        Ping,
        (env: { a?: string }) => ({ token: String(env.a) }),
        () => acknowledge(),
      ),
      onBot({ token: tokens.robin }, () => acknowledge()),
    ]);

    expect((await worker(post(message), {})).status).toBe(500);
    expect((await worker(post(message), { a: tokens.robin })).status).toBe(500);
    expect((await worker(new Request('http://a/'), {})).status).toBe(200);
    expect(printed()).toEqual([
      expect.stringContaining('The token of the slash route is the text "undefined"'),
      expect.stringContaining('Two routes have the same token'),
    ]);
  });
});

describe('the press of a button', () => {
  it('on the answer of an outgoing webhook reaches the handler for presses', async () => {
    const polls = onOutgoing(
      { token: tokens.ops },
      {
        message: ({ rest }) => respond(rest),
        press: ({ value, user }) => respond(`${user.name} chose ${value}`),
      },
    );
    expect(await textOf(chatHandler([ping, polls])(press(tokens.ops)))).toBe('ada chose large');
  });

  it('without a handler is refused by a sentence that says which one is missing', async () => {
    const onlyMessages = onBot({ token: tokens.robin }, { message: () => acknowledge() });
    for (const [route, token, maker] of [
      [ops, tokens.ops, 'onOutgoing'],
      [onlyMessages, tokens.robin, 'onBot'],
    ] as const) {
      const answer = await chatHandler([route])(press(token));
      expect([answer.status, await answer.text()]).toEqual([
        400,
        `The event is the press of a button: pass ${maker} an object with a handler \`press\``,
      ]);
    }
  });

  it('for a program of slash commands says what it looks like', async () => {
    await expect(ping.handle(press(tokens.ping))).rejects.toThrow('it looks like the press of a button');
  });
});

describe('a mistake of the author', () => {
  it.each<[string, () => unknown, string]>([
    ['no route', () => chatHandler([]), 'a list of routes'],
    ['a list in the list', () => chatHandler([[ping]] as never), 'a list of routes'],
    ['a place that is empty', () => chatHandler(Array.of(undefined, ping) as never), 'a list of routes'],
    [
      'texts that are no texts',
      () => onSlash(Ping, { token: 'x', texts: 'de' as never }, acknowledge),
      'texts must be',
    ],
    ['an onError that is no function', () => chatHandler([ping], { onError: 'x' as never }), 'onError must be'],
    ['nothing', () => chatHandler(undefined as never), 'a list of routes'],
    ['functions for routes', () => chatHandler([() => acknowledge()] as never), 'a list of routes'],
    [
      'one token for two routes',
      () => chatHandler([ping, onBot({ token: ['a', tokens.ping] }, acknowledge)]),
      'same token',
    ],
    ['a missing token', () => onBot({ token: undefined as never }, acknowledge), 'missing or empty'],
    ['no options', () => onSlash(Ping, undefined as never, acknowledge), 'missing or empty'],
    ['a token for options', () => onSlash(Ping, tokens.ping as never, acknowledge), 'missing or empty'],
    ['no handler', () => onSlash(Ping, { token: 'x' }, undefined as never), 'must be a function'],
    ['no handler for messages', () => onBot({ token: 'x' }, { press: acknowledge } as never), 'must be a function'],
    ['an empty trigger word', () => onOutgoing({ token: 'x', triggerWords: '' }, acknowledge), 'trigger word'],
    [
      'a schema for no command line',
      () => onSlash(v.object({ at: v.date() }) as never, { token: 'x' }, acknowledge),
      '',
    ],
  ])('is a TypeError as soon as the program is made: %s', (_, make, message) => {
    expect(make).toThrow(TypeError);
    expect(make).toThrow(message);
  });
});
