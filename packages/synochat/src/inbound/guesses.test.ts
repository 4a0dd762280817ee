import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { outgoing as heard } from '../hono.ts';
import { chatHandler, type GuessBudgetOptions, guessBudget, parseOutgoing, respond } from '../index.ts';
import { refusal } from '../testing/refusal.ts';
import { outgoing, post, token, without } from '../testing/requests.ts';

/** An app that lets each client guess three times in a minute, on a clock that a test moves. */
function createApp(options: GuessBudgetOptions = {}) {
  let time = 5000;
  const compared: string[] = [];
  const budget = guessBudget({ guesses: 3, per: 60_000, now: () => time, ...options });
  const source = (received: string) => {
    compared.push(received);
    return received === token;
  };
  const app = chatHandler(async (req) => {
    const client = req.headers.get('x-client') ?? undefined;
    await parseOutgoing(req, { token: budget.guard(source, client) });
    return respond('hello');
  });
  const ask = async (client: string, given: string) =>
    app(post({ ...outgoing, token: given }, { 'x-client': client })).then(({ status }) => status);
  return {
    budget,
    app,
    compared,
    right: (client: string) => ask(client, token),
    wrong: (client: string) => ask(client, 'wrong'),
    pass: (ms: number) => {
      time += ms;
    },
  };
}

/** The statuses of one call after the other. */
async function inTurn(calls: readonly (() => Promise<number>)[]): Promise<number[]> {
  const statuses: number[] = [];
  for (const call of calls) statuses.push(await call());
  return statuses;
}

describe('a client that guesses tokens', () => {
  it('is refused after so many wrong ones, and no longer compared, not even the right one', async () => {
    const { right, wrong, compared } = createApp();
    const four = [1, 2, 3, 4].map(() => () => wrong('stranger'));
    expect(await inTurn(four)).toEqual([401, 401, 401, 429]);
    expect(await right('stranger')).toBe(429);
    expect(compared).toEqual(['wrong', 'wrong', 'wrong']);
  });

  it('is told how many seconds to wait, and nothing else', async () => {
    const { app, wrong, pass } = createApp({ guesses: 1 });
    await wrong('stranger');
    pass(1500);
    const response = await app(post(outgoing, { 'x-client': 'stranger' }));
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('59');
    expect(await response.text()).toBe('too many wrong tokens');
    pass(58_499);
    expect((await app(post(outgoing, { 'x-client': 'stranger' }))).headers.get('retry-after')).toBe('1');
  });

  it('waits for the oldest of its guesses to be forgotten', async () => {
    const { app, wrong, pass } = createApp({ guesses: 2 });
    await wrong('stranger');
    pass(20_000);
    await wrong('stranger');
    const response = await app(post(outgoing, { 'x-client': 'stranger' }));
    expect(response.headers.get('retry-after')).toBe('40');
  });

  it('gets each guess back when its time is over', async () => {
    const { right, wrong, pass } = createApp();
    await wrong('nas');
    pass(30_000);
    await inTurn([() => wrong('nas'), () => wrong('nas')]);
    pass(29_999);
    expect(await right('nas')).toBe(429);
    pass(1);
    expect(await inTurn([() => wrong('nas'), () => right('nas')])).toEqual([401, 429]);
    pass(30_000);
    expect(await inTurn([() => right('nas'), () => wrong('nas'), () => wrong('nas'), () => right('nas')])).toEqual([
      ...[200, 401, 401],
      429,
    ]);
  });

  it('does not spend the guesses of another', async () => {
    const { right, wrong } = createApp({ guesses: 1 });
    expect(await inTurn([() => wrong('a'), () => wrong('a'), () => wrong('b'), () => right('c')])).toEqual([
      ...[401, 429],
      ...[401, 200],
    ]);
  });

  it('gets nothing back by a right token, which costs nothing either', async () => {
    const { right, wrong } = createApp();
    await inTurn([() => wrong('nas'), () => wrong('nas')]);
    expect(await inTurn(Array.from({ length: 50 }, () => () => right('nas')))).toEqual(Array(50).fill(200));
    expect(await inTurn([() => wrong('nas'), () => wrong('nas'), () => right('nas')])).toEqual([401, 429, 429]);
  });

  it('is not counted for what brings no token, or is no request of Chat', async () => {
    const { app, right } = createApp({ guesses: 1 });
    const headers = { 'x-client': 'nas' };
    const probe = () => app(new Request('http://app.example/', { headers }));
    const bare = () => app(post(without('token'), headers));
    const broken = () => app(post('{', headers));
    expect((await Promise.all([probe(), bare(), broken(), probe(), bare()])).map(({ status }) => status)).toEqual([
      ...[200, 401, 400],
      ...[200, 401],
    ]);
    expect(await right('nas')).toBe(200);
  });

  it('is not counted for a right token whose fields are wrong', async () => {
    const { app, right } = createApp({ guesses: 1 });
    const bad = await app(post(without('text'), { 'x-client': 'nas' }));
    expect([bad.status, await right('nas'), await right('nas')]).toEqual([400, 200, 200]);
  });

  it('is compared no more often when all its guesses come at once', async () => {
    const compared: string[] = [];
    const slow = async (received: string) => {
      compared.push(received);
      await new Promise((resolve) => setTimeout(resolve, 5));
      return false;
    };
    const guard = guessBudget({ guesses: 3, now: () => 0 }).guard(slow, 'stranger');
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, async (_, n) => guard(`guess ${n}`)));
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(17);
    expect(compared).toEqual(['guess 0', 'guess 1', 'guess 2']);
  });

  it('with a right token gets through however many come at once, where the tokens are a list', async () => {
    const guard = guessBudget({ guesses: 1, now: () => 0 }).guard(['another', token], 'nas');
    expect(await Promise.all(Array.from({ length: 20 }, async () => guard(token)))).toEqual(Array(20).fill(true));
    expect(await guard('wrong')).toBe(false);
  });

  it('has spent a guess when the check itself fails', async () => {
    const guard = guessBudget({ guesses: 1 }).guard(() => Promise.reject(new Error('no database')), 'nas');
    await expect(guard(token)).rejects.toThrow('no database');
    expect(() => guard(token)).toThrow('Too many wrong tokens of this client');
  });

  it('whose right token took longer to check than a guess is remembered gets no other guess back', async () => {
    let time = 0;
    const budget = guessBudget({ guesses: 1, per: 1000, now: () => time });
    const checks: ((right: boolean) => void)[] = [];
    const check = () => new Promise<boolean>((resolve) => checks.push(resolve));
    const slow = budget.guard(check, 'nas')(token);
    time = 1000;
    expect(await budget.guard(token, 'nas')('wrong')).toBe(false);
    checks[0]?.(true);
    expect(await slow).toBe(true);
    expect(() => budget.guard(token, 'nas')('wrong')).toThrow('Too many wrong tokens');
  });

  it('is let in by exactly true', async () => {
    const guard = guessBudget().guard((() => 'yes') as unknown as () => boolean, 'nas');
    expect(await guard(token)).toBe(false);
  });

  it('shares one budget over all integrations of the app', async () => {
    const budget = guessBudget({ guesses: 1 });
    expect(await budget.guard('one', 'stranger')('wrong')).toBe(false);
    const error = await refusal(parseOutgoing(post(outgoing), { token: budget.guard(token, 'stranger') }));
    expect(error).toMatchObject({ code: 'guesses_exceeded', status: 429, reply: 'too many wrong tokens' });
    expect(error.getResponse().headers.get('retry-after')).toBe('600');
  });

  it('has ten guesses in ten minutes by default', async () => {
    let time = 0;
    const guard = guessBudget({ now: () => time }).guard(token, 'stranger');
    for (let n = 0; n < 10; n++) expect(await guard('wrong')).toBe(false);
    expect(() => guard('wrong')).toThrow();
    time = 599_999;
    expect(() => guard('wrong')).toThrow();
    time = 600_000;
    expect(await guard('wrong')).toBe(false);
  });
});

describe('a crowd of clients', () => {
  it('flushes nobody from memory: those without a place are refused until one is free', async () => {
    const { wrong, right, compared, pass } = createApp({ guesses: 2, clients: 2 });
    await wrong('a');
    pass(10_000);
    await wrong('b');
    expect(await inTurn([() => wrong('c'), () => right('d')])).toEqual([429, 429]);
    expect(await inTurn([() => wrong('a'), () => wrong('a'), () => wrong('b')])).toEqual([401, 429, 401]);
    expect(compared).toHaveLength(4);
    pass(59_999);
    expect(await right('c')).toBe(429);
    pass(1);
    expect(await right('c')).toBe(200);
  });

  it('is told to wait until the first place is free', async () => {
    const { app, wrong, pass } = createApp({ clients: 2 });
    await wrong('a');
    pass(10_000);
    await inTurn([() => wrong('a'), () => wrong('b')]);
    pass(1000);
    const response = await app(post(outgoing, { 'x-client': 'c' }));
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '59']);
  });

  it('does not lock out a client that brought the right token before', async () => {
    const { wrong, right } = createApp({ guesses: 2, clients: 2 });
    expect(await right('nas')).toBe(200);
    await inTurn(['a', 'b', 'c', 'd'].map((client) => () => wrong(client)));
    expect(await inTurn([() => right('new'), () => right('nas'), () => wrong('nas')])).toEqual([429, 200, 401]);
    expect(await inTurn([() => wrong('nas'), () => right('nas')])).toEqual([401, 429]);
  });

  it('has the places that those with a right token do not need', async () => {
    const { wrong, right } = createApp({ clients: 1 });
    expect(await inTurn([() => wrong('nas'), () => right('nas'), () => wrong('nas'), () => wrong('a')])).toEqual([
      ...[401, 200],
      ...[401, 401],
    ]);
  });

  it('gets a place as soon as the latest guess of any is forgotten', async () => {
    const { wrong, right, pass } = createApp({ clients: 2 });
    await inTurn([() => wrong('a'), () => wrong('b')]);
    pass(30_000);
    await wrong('a');
    pass(30_000);
    expect(await right('c')).toBe(200);
  });

  it('gives the places of those who brought the right token to the latest of them', async () => {
    const { wrong, right } = createApp({ guesses: 1, clients: 2 });
    await inTurn(['one', 'two', 'one', 'three'].map((client) => () => right(client)));
    await inTurn(['a', 'b'].map((client) => () => wrong(client)));
    expect(await inTurn(['one', 'two', 'three'].map((client) => () => right(client)))).toEqual([200, 429, 200]);
  });
});

describe('a guess budget', () => {
  it.each([undefined, '', 5, null, 'x'.repeat(101)])('wants an address, which %j is not', (client) => {
    expect(() => guessBudget().guard(token, client as string)).toThrow(TypeError);
    expect(() => guessBudget().guard(token, client as string)).toThrow("The client's address is missing or too long");
  });

  it('takes an address of any kind, with the name of an interface too', () => {
    for (const client of ['192.0.2.1', '::1', 'fe80::1%eth0', 'x'.repeat(100)])
      expect(guessBudget().guard(token, client)('wrong')).toBe(false);
  });

  it('has places for ten thousand clients by default', () => {
    const budget = guessBudget({ now: () => 0 });
    const guess = (client: number) => budget.guard(token, `client ${client}`)('wrong');
    expect(Array.from({ length: 10_000 }, (_, client) => guess(client))).not.toContain(true);
    expect(() => guess(10_000)).toThrow('Too many wrong tokens of too many clients');
    expect(guess(0)).toBe(false);
  });

  it.each([undefined, '', [], ['']])('refuses to guard nothing, as %j', (source) => {
    expect(() => guessBudget().guard(source as string, 'nas')).toThrow('The accepted token is missing or empty');
  });

  it.each([
    ...[{ guesses: 0 }, { guesses: 1.5 }, { guesses: Number.NaN }, { guesses: Infinity }],
    ...[{ per: 0 }, { per: Number.NaN }, { per: Infinity }, { clients: 0 }, { clients: Infinity }],
  ])('of %j is none', (options) => {
    expect(() => guessBudget(options)).toThrow(RangeError);
  });

  it('whose clock fails lets nobody guess for ever', async () => {
    const guard = guessBudget({ guesses: 3, now: () => Number.NaN }).guard(token, 'stranger');
    for (let n = 0; n < 3; n++) expect(await guard('wrong')).toBe(false);
    expect(() => guard('wrong')).toThrow('Too many wrong tokens');
  });

  it('guards the middleware of Hono, which answers with status and Retry-After', async () => {
    const budget = guessBudget({ guesses: 1, now: () => 0 });
    const app = new Hono<{ Bindings: { TOKEN: string } }>().all(
      '/hook',
      heard((c) => ({ token: budget.guard((c.env as { TOKEN: string }).TOKEN, c.req.header('CF-Connecting-IP')) })),
      (c) => respond(c.var.outgoing.text),
    );
    const ask = (given: string) =>
      app.fetch(post({ ...outgoing, token: given }, { 'CF-Connecting-IP': '192.0.2.1' }), { TOKEN: token });
    expect([(await ask(token)).status, (await ask('wrong')).status]).toEqual([200, 401]);
    const refused = await ask(token);
    expect([refused.status, refused.headers.get('retry-after'), await refused.text()]).toEqual([
      ...[429, '600'],
      'too many wrong tokens',
    ]);
  });
});
