import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { some } from 'hono/combine';
import { cors } from 'hono/cors';
import { logger } from 'hono/logger';
import { secureHeaders } from 'hono/secure-headers';
import { timing } from 'hono/timing';
import { validator } from 'hono/validator';
import { createSimulator, type Simulator } from 'synochat-simulator';
import * as v from 'valibot';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { outgoing as message, post, stream, token, slash as typed, without } from '../test/portable/requests.ts';
import { bot, late, outgoing, slash } from './hono.ts';
import {
  acknowledge,
  type BotMessage,
  type ButtonPress,
  lateWork,
  type OutgoingMessage,
  type ParseOptions,
  type RequestError,
  respond,
  type SlashCommand,
  sendIncoming,
} from './index.ts';

const Ping = v.object({ ip: v.string(), count: v.optional(v.number()), time: v.boolean() });
type Args = v.InferOutput<typeof Ping>;

interface Bindings {
  readonly SLASH_TOKEN: string;
}

/** A chat in this process whose integrations call the app, with these bindings. */
function chatFor(app: () => { fetch: (req: Request, env: object) => Response | Promise<Response> }, env: object = {}) {
  return createSimulator({ fetch: (req) => app().fetch(req, env) });
}
const texts = (posts: Awaited<ReturnType<Simulator['say']>>) => posts.map(({ text }) => text);

/** An app with this before its one hook, which tells what was written; `errors` is what its error handler heard of. */
function appWith(...before: MiddlewareHandler[]) {
  const errors: unknown[] = [];
  const app = new Hono();
  if (before.length > 0) app.use(...(before as [MiddlewareHandler]));
  app.all('/hook', outgoing({ token, maxBytes: 1000, timeout: 50 }), (c) => respond(`Heard: ${c.var.outgoing.text}`));
  app.onError((error) => {
    errors.push(error);
    return 'getResponse' in error ? error.getResponse() : new Response('sorry', { status: 500 });
  });
  return { app, errors };
}

describe('slash', () => {
  it('gives the handlers after it the command that a user typed', async () => {
    const app = new Hono<{ Bindings: Bindings }>();
    const env = { SLASH_TOKEN: '' };
    const nas = chatFor(() => app, env);
    env.SLASH_TOKEN = nas.addSlash({ command: 'ping', url: 'http://app.example/ping' }).token;
    app.all(
      '/ping',
      slash(Ping, (c) => ({ token: (c.env as Bindings).SLASH_TOKEN })),
      (c) => {
        expectTypeOf(c.var.slash).toEqualTypeOf<SlashCommand<Args>>();
        expectTypeOf(c.env.SLASH_TOKEN).toEqualTypeOf<string>();
        const { user, args } = c.var.slash;
        return respond(`${user.name} pings ${args.ip} ${String(args.count)} ${String(args.time)}`);
      },
    );

    expect(texts(await nas.say('ada', 'general', '/ping ::1 count=4 time'))).toEqual(['ada pings ::1 4 true']);
    expect(texts(await nas.say('ada', 'general', '/ping count=4'))).toEqual([
      'Missing: ip\nUsage: /ping <ip> [count=…] [time]',
    ]);
    nas.switches.headProbe = true;
    expect(texts(await nas.say('ada', 'general', '/ping ::1'))).toEqual(['ada pings ::1 undefined false']);
  });

  it('reads subcommands and asynchronous schemas', async () => {
    const Task = v.variant('action', [
      v.object({ action: v.literal('add'), text: v.string() }),
      v.object({ action: v.literal('done'), id: v.number() }),
    ]);
    const KnownSchema = v.objectAsync({
      name: v.pipeAsync(
        v.string(),
        v.checkAsync((name) => Promise.resolve(name === 'ada')),
      ),
    });
    const app = new Hono()
      .all('/task', slash(Task, { token }), (c) => {
        const { args } = c.var.slash;
        expectTypeOf(args).toEqualTypeOf<{ action: 'add'; text: string } | { action: 'done'; id: number }>();
        return respond(args.action === 'add' ? args.text : String(args.id + 1));
      })
      .all('/known', slash(KnownSchema, { token }), (c) => {
        expectTypeOf(c.var.slash.args).toEqualTypeOf<{ name: string }>();
        return respond(c.var.slash.args.name);
      });
    const say = async (text: string) => {
      const response = await app.request(new Request(`http://a${(/^\S+/.exec(text) ?? [''])[0]}`, post(typed(text))));
      return ((await response.json()) as { text: string }).text;
    };

    expect(await say('/task done 7')).toBe('8');
    expect(await say('/task add "buy milk"')).toBe('buy milk');
    expect(await say('/known ada')).toBe('ada');
    expect(await say('/known mikael')).toContain('Usage: /known <name>');
  });

  it('refuses a schema that no command line can express as soon as the app is made', () => {
    expect(() => slash(v.object({ at: v.date() }) as never, { token })).toThrow(TypeError);
  });
});

describe('outgoing', () => {
  it('gives the handlers after it the message that a user wrote', async () => {
    const app = new Hono<{ Variables: { started: number } }>();
    const nas = chatFor(() => app);
    const { token: ownToken } = nas.addOutgoing({ triggerWords: ['ask'], url: 'http://app.example/hook' });
    app.all('/hook', outgoing({ token: [ownToken, token], triggerWords: 'ask' }), (c) => {
      expectTypeOf(c.var.outgoing).toEqualTypeOf<OutgoingMessage>();
      expectTypeOf(c.var).not.toHaveProperty('slash');
      expectTypeOf(c.var.started).toEqualTypeOf<number>();
      return respond(`${c.var.outgoing.user.name} asks: ${c.var.outgoing.rest}`);
    });

    expect(texts(await nas.say('ada', 'general', 'ask why'))).toEqual(['ask why', 'ada asks: why']);
  });
});

describe('bot', () => {
  it('gives the handlers after it what a user wrote, and the button that was pressed', async () => {
    const app = new Hono();
    const nas = chatFor(() => app);
    const { token: ownToken } = nas.addBot({ name: 'robin', url: 'http://app.example/bot' });
    app.all('/bot', bot({ token: ownToken }), (c) => {
      const event = c.var.bot;
      expectTypeOf(event).toEqualTypeOf<BotMessage | ButtonPress>();
      if (event.kind === 'press') return respond(`${event.user.name} chose ${event.value}`);
      const buttons = [{ name: 'answer', value: 'yes', text: 'Yes' }];
      return respond({ text: 'Deploy?', attachments: [{ callbackId: 'd', text: event.text, buttons }] });
    });

    const [, question] = await nas.say('ada', '@robin', 'release');
    expect(question?.text).toBe('Deploy?');
    expect(texts(await nas.press('ada', question ?? { id: '' }, 'Yes'))).toEqual(['ada chose yes']);
  });
});

describe('a request without a right token', () => {
  it.each<[string, unknown]>([
    ['undefined', undefined],
    ['empty', ''],
    ['an empty list', []],
    ['empty in a list', [token, '']],
  ])('finds no app where the token is %s', (_, missing) => {
    const options = { token: missing } as ParseOptions;
    expect(() => slash(Ping, options)).toThrow(/The token of the \w+ route is missing or empty/);
    expect(() => outgoing(options)).toThrow(TypeError);
    expect(() => bot(options)).toThrow(TypeError);
  });

  it('finds no app where the token is the text of a variable that is not set, or miscopied', () => {
    expect(() => outgoing({ token: 'undefined' })).toThrow('The token of the outgoing route is the text "undefined"');
    expect(() => slash(Ping, { token: [token, `"${token}"`] })).toThrow('holds `"`');
    expect(() => bot({ token: `${token}\n` })).toThrow('holds a blank');
  });

  it.each<[string, unknown]>([
    ['no token', {}],
    ['a token that is not set', { token: undefined }],
    ['an empty one', { token: '' }],
    ['nothing', undefined],
  ])('meets a shut door where the function gives %s, and the owner hears why', async (_, returned) => {
    const errors: unknown[] = [];
    const app = new Hono();
    const open = () => expect.fail('the door is open');
    app.all(
      '/hook',
      outgoing(() => returned as ParseOptions),
      open,
    );
    app.onError((error) => {
      errors.push(error);
      return new Response(null, { status: 500 });
    });
    expect((await app.request(post(message))).status).toBe(500);
    expect(errors).toEqual([expect.any(TypeError)]);
  });

  it('is refused by the token of its moment', async () => {
    const app = new Hono<{ Bindings: Bindings }>();
    const options = (c: Context<{ Bindings: Bindings }>) => Promise.resolve({ token: c.env.SLASH_TOKEN });
    app.all('/hook', outgoing(options), (c) => respond(c.var.outgoing.text));
    expect((await app.request(post(message), undefined, { SLASH_TOKEN: token })).status).toBe(200);
    expect((await app.request(post(message), undefined, { SLASH_TOKEN: 'another' })).status).toBe(401);
  });

  it('does not compile', () => {
    const missing = () => {
      // @ts-expect-error -- no options
      outgoing();
      // @ts-expect-error -- no token
      outgoing({});
      // @ts-expect-error -- a token that may not be set
      bot({ token: undefined as string | undefined });
      // @ts-expect-error -- a function that forgot it
      slash(Ping, () => ({ maxBytes: 10 }));
      // @ts-expect-error -- a date is no word
      slash(v.object({ at: v.date() }), { token });
    };
    expect(missing).toThrow(TypeError);
  });
});

describe('a refusal', () => {
  it.each([
    ['token_wrong', 401, post({ ...message, token: 'x' })],
    ['token_missing', 401, post(without('token'))],
    ['field_missing', 400, post(without('user_id'))],
    ['body_too_large', 413, post({ ...message, text: 'x'.repeat(1000) })],
    ['body_too_large', 413, stream(['text=', 'x'.repeat(1000)])],
    ['body_timeout', 408, stream(['text='], { end: false })],
    ['body_invalid', 400, post('')],
    ['method_not_allowed', 405, new Request('http://app.example/hook', { method: 'DELETE' })],
  ])('%s is answered with %i, and your error handler hears of it', async (code, status, request) => {
    const { app, errors } = appWith();
    expect((await app.request(request)).status).toBe(status);
    expect(errors).toEqual([expect.objectContaining({ name: 'RequestError', code })]);
  });

  it('is answered by Hono itself where there is no error handler', async () => {
    const app = new Hono();
    app.all('/hook', outgoing({ token }), () => expect.fail('let in'));
    const response = await app.request(new Request('http://app.example/hook', { method: 'DELETE' }));
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
    expect(await (await app.request(post({ ...message, token: 'x' }))).text()).toBe('');
  });
});

describe('a probe', () => {
  const routes = {
    all: (app: Hono) => app.all('/hook', outgoing({ token }), () => expect.fail('let in')),
    get: (app: Hono) => app.get('/hook', outgoing({ token }), () => expect.fail('let in')),
    on: (app: Hono) => app.on(['GET', 'POST'], '/hook', outgoing({ token }), () => expect.fail('let in')),
    use: (app: Hono) => app.use('/hook', outgoing({ token })).post(() => expect.fail('let in')),
  };
  const cases = Object.keys(routes).flatMap((by) => ['GET', 'HEAD'].map((method) => ({ method, by: by as 'all' })));

  it.each(cases)(
    'by $method is answered with an empty 200 through app.$by, and is no error',
    async ({ method, by }) => {
      const app = new Hono();
      app.onError((error) => expect.fail(error.message));
      routes[by](app);
      const response = await app.request('/hook', { method });
      expect([response.status, await response.text()]).toEqual([200, '']);
    },
  );

  it('finds nothing through app.post, which knows no GET', async () => {
    const app = new Hono();
    app.post('/hook', outgoing({ token }), () => respond('let in'));
    expect((await app.request('/hook', { method: 'HEAD' })).status).toBe(404);
    expect((await app.request(post(message))).status).toBe(200);
  });
});

describe('beside other middleware', () => {
  it('it works under a base path and in a sub-app', async () => {
    const sub = new Hono().basePath('/v1').all('/hook', outgoing({ token }), (c) => respond(c.var.outgoing.text));
    const app = new Hono().route('/chat', sub);
    const response = await app.request(new Request('http://a/chat/v1/hook', post(message)));
    expect(await response.json()).toEqual({ text: 'Ping' });
  });

  it('it works behind a sub-app with another error handler', async () => {
    const codes: unknown[] = [];
    const sub = new Hono().all('/hook', outgoing({ token }), () => expect.fail('let in'));
    sub.onError((error) => {
      codes.push((error as RequestError).code);
      return (error as RequestError).getResponse();
    });
    expect((await new Hono().route('/', sub).request(post(''))).status).toBe(400);
    expect(codes).toEqual(['body_invalid']);
  });

  it("it works with Hono's body limit, on declared and streamed bodies, for messages and refusals", async () => {
    const lines: string[] = [];
    const { app } = appWith(
      logger((line) => lines.push(line)),
      secureHeaders(),
      timing(),
      cors({ origin: 'http://nas.example' }),
      bodyLimit({ maxSize: 500 }),
    );
    const form = String(new URLSearchParams(message));
    for (const request of [post(message), stream([form.slice(0, 50), form.slice(50)])]) {
      const response = await app.request(request);
      expect(await response.json()).toEqual({ text: 'Heard: Ping' });
      expect(response.headers.get('x-frame-options')).toBe('SAMEORIGIN');
    }
    const refused = await app.request(post({ ...message, token: 'x' }, { origin: 'http://nas.example' }));
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, 'http://nas.example']);
    expect((await app.request(stream(['x'.repeat(501)]))).status).toBe(413);
    expect(lines.join('\n')).not.toContain(token);
  });

  it.each<[string, (c: Context) => Promise<unknown>]>([
    ['text', (c) => c.req.text()],
    ['a form', (c) => c.req.parseBody()],
    ['form data', (c) => c.req.formData()],
    ['bytes', (c) => c.req.arrayBuffer()],
    ['a blob', (c) => c.req.blob()],
    ['text and a form', (c) => c.req.text().then(() => c.req.parseBody())],
  ])('it reads what one before it has read as %s, to the letter', async (_, read) => {
    const { app, errors } = appWith(async (c, next) => {
      await read(c);
      await next();
    });
    const text = 'a & b + c 100% "q" \\ ; #x = é 漢 😀\nnext';
    const response = await app.request(post({ ...message, text }));
    expect(errors).toEqual([]);
    expect(await response.json()).toEqual({ text: `Heard: ${text}` });
  });

  it('it reads what one before it has read as JSON', async () => {
    const { app } = appWith(async (c, next) => {
      await c.req.json();
      await next();
    });
    const response = await app.request(post(JSON.stringify(message), { 'content-type': 'application/json' }));
    expect(await response.json()).toEqual({ text: 'Heard: Ping' });
  });

  it('it holds a body that was read before to the same bounds and the same token', async () => {
    const { app } = appWith(async (c, next) => {
      await c.req.text();
      await next();
    });
    expect((await app.request(post({ ...message, text: 'x'.repeat(1000) }))).status).toBe(413);
    expect((await app.request(post({ ...message, token: 'x' }))).status).toBe(401);
    expect((await app.request(post(''))).status).toBe(400);
    expect((await app.request('/hook')).status).toBe(200);
  });

  it('it does not wait for ever for a body that one before it still reads', async () => {
    const { app, errors } = appWith(async (c, next) => {
      void c.req.text().catch(() => undefined);
      await next();
    });
    expect((await app.request(stream(['text='], { end: false }))).status).toBe(408);
    expect(errors).toEqual([expect.objectContaining({ code: 'body_timeout' })]);
  });

  const wire = String(new URLSearchParams({ ...message, text: 'a & b + c = é 漢' }));
  const afterwards: [string, (c: Context) => Promise<unknown>, unknown][] = [
    ['parseBody', async (c) => (await c.req.parseBody())['text'], 'a & b + c = é 漢'],
    ['text', (c) => c.req.text(), wire],
    ['formData', async (c) => (await c.req.formData()).get('text'), 'a & b + c = é 漢'],
    ['arrayBuffer', async (c) => new TextDecoder().decode(await c.req.arrayBuffer()), wire],
    ['blob', async (c) => (await c.req.blob()).text(), wire],
    ['text twice', async (c) => [await c.req.text(), await c.req.text()], [wire, wire]],
  ];
  it.each(afterwards)('it leaves the body for %s of a handler after it', async (_, read, expected) => {
    const app = new Hono().all('/hook', outgoing({ token }), async (c) => c.json([await read(c)]));
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    for (const request of [post(wire), stream([wire.slice(0, 90), wire.slice(90)], { headers })])
      expect(await (await app.request(request)).json()).toEqual([expected]);
  });

  it("it leaves the body for Hono's validators", async () => {
    const app = new Hono()
      .all(
        '/hook',
        outgoing({ token }),
        validator('form', ({ text }) => ({ text })),
        (c) => c.json(c.req.valid('form')),
      )
      .all(
        '/json',
        outgoing({ token }),
        validator('json', ({ text }: { text: string }) => ({ text })),
        (c) => c.json(c.req.valid('json')),
      );
    expect(await (await app.request(post(wire))).json()).toEqual({ text: 'a & b + c = é 漢' });
    const json = post(JSON.stringify(message), { 'content-type': 'application/json' });
    expect(await (await app.request(new Request('http://app.example/json', json))).json()).toEqual({ text: 'Ping' });
  });

  /** An app whose one route takes a slash command or, with these bounds, an outgoing webhook; its small hook comes first. */
  function appWithTwo(small: Omit<ParseOptions, 'token'>, large: Omit<ParseOptions, 'token'> = {}) {
    const app = new Hono<{ Variables: { slash?: SlashCommand<Args>; outgoing?: OutgoingMessage } }>();
    const errors: unknown[] = [];
    app.all('/hook', some(slash(Ping, { token: 'another', ...small }), outgoing({ token, ...large })), (c) =>
      respond(`Heard: ${String(c.var.outgoing?.text)}`),
    );
    app.onError((error) => {
      errors.push((error as RequestError).code);
      return (error as RequestError).getResponse();
    });
    return { app, errors };
  }

  it('a second hook on the same route reads what the first has read', async () => {
    const { app, errors } = appWithTwo({});
    for (const request of [post(wire), stream([wire.slice(0, 90), wire.slice(90)])])
      expect(await (await app.request(request)).json()).toEqual({ text: 'Heard: a & b + c = é 漢' });
    expect((await app.request(post({ ...message, token: 'x' }))).status).toBe(401);
    expect(errors).toEqual(['token_wrong']);
  });

  it('a second hook on the same route has its own bounds, and the whole body unless the first gave it up', async () => {
    const long = { ...message, text: 'x'.repeat(1000) };
    const pieces = () => stream([String(new URLSearchParams(long)).slice(0, 900), 'x'.repeat(300)]);
    const { app, errors } = appWithTwo({ maxBytes: 500 });
    expect((await app.request(post(long))).status).toBe(200);
    expect((await app.request(pieces())).status).toBe(413);
    const other = appWithTwo({}, { maxBytes: 500 });
    expect((await other.app.request(post(long))).status).toBe(413);
    expect((await other.app.request(pieces())).status).toBe(413);
    expect([...errors, ...other.errors]).toEqual(Array.from({ length: 3 }, () => 'body_too_large'));
  });

  it.each([{}, { 'content-length': '100' }])(
    'a second hook on the same route does not wait again for a body that stalls (headers %j)',
    async (headers) => {
      const { app, errors } = appWithTwo({ timeout: 30 }, { timeout: 1_000_000 });
      expect((await app.request(stream(['text='], { end: false, headers }))).status).toBe(408);
      expect(errors).toEqual(['body_timeout']);
    },
  );

  it('it refuses a multipart body, also one that a handler before it has read', async () => {
    const form = new FormData();
    for (const [name, value] of Object.entries(message)) form.set(name, value);
    const { app } = appWith(async (c, next) => {
      await c.req.parseBody();
      await next();
    });
    const request = () => new Request('http://app.example/hook', { method: 'POST', body: form });
    expect([(await app.request(request())).status, (await appWith().app.request(request())).status]).toEqual([
      400, 400,
    ]);
  });

  it('it says so when the body was read past Hono, which then keeps nothing of it', async () => {
    const { app, errors } = appWith(async (c, next) => {
      await c.req.raw.text();
      await next();
    });
    expect((await app.request(post(message))).status).toBe(500);
    expect(errors).toEqual([expect.objectContaining({ code: 'body_used' })]);
  });

  it('it passes the errors of the handlers on as they are', async () => {
    const fault = new Error('database is away');
    const errors: unknown[] = [];
    const app = new Hono();
    app.all('/hook', outgoing({ token }), () => Promise.reject(fault));
    app.onError((error) => {
      errors.push(error);
      return new Response(null, { status: 503 });
    });
    expect((await app.request(post(message))).status).toBe(503);
    expect(errors).toEqual([fault]);
  });

  it('it has its name in lists of routes', () => {
    const named = [slash(Ping, { token }), outgoing({ token }), bot({ token }), late(lateWork())];
    expect(named.map(({ name }) => name)).toEqual(['slash', 'outgoing', 'bot', 'late']);
  });
});

describe('late', () => {
  /** A Worker's context as strict as the real one: its method needs its `this`. */
  class WorkerContext {
    #promises: Promise<unknown>[] = [];
    readonly props = {};
    readonly exports = {} as never;
    readonly tracing = {} as never;
    waitUntil(promise: Promise<unknown>): void {
      this.#promises.push(promise);
    }
    passThroughOnException(): void {
      expect.fail('nobody asked for it');
    }
    count(): number {
      return this.#promises.length;
    }
  }

  it.each([
    { where: 'on a Worker, whose context keeps the work', ctx: new WorkerContext(), count: 1 },
    { where: 'where there is no context', ctx: undefined, count: undefined },
  ])('posts the result after the answer, which does not wait for it, $where', async ({ ctx, count }) => {
    const counting: (() => void)[] = [];
    const keeper = lateWork();
    const app = new Hono().use(late(keeper));
    const nas = createSimulator({ fetch: (req) => app.fetch(req, {}, ctx) });
    const { url } = nas.addIncoming({ channel: 'general' });
    const { token: ownToken } = nas.addOutgoing({ triggerWords: ['count'], url: 'http://app.example/hook' });
    const { fetch } = nas;
    app.all('/hook', outgoing({ token: ownToken, triggerWords: 'count' }), (c) => {
      expectTypeOf(c.var.late).toEqualTypeOf<(work: Promise<unknown>) => void>();
      const counted = new Promise<void>((resolve) => counting.push(resolve));
      c.var.late(counted.then(() => sendIncoming(url, `There are 12 ${c.var.outgoing.rest}`, { fetch })));
      return acknowledge();
    });

    expect(texts(await nas.say('ada', 'general', 'count sheep'))).toEqual(['count sheep']);
    expect(ctx?.count()).toBe(count);
    counting[0]?.();
    await keeper.settled();
    expect(texts(nas.posts('general'))).toEqual(['count sheep', 'There are 12 sheep']);
  });
});
