import { describe, expect, it, vi } from 'vitest';
import { createChat } from '../test/portable/chat.ts';
import { realTime, settle, standStill } from '../test/portable/clock.ts';
import { everythingIn } from '../test/portable/secrets.ts';
import { memoryLimiter, sendIncoming } from './index.ts';
import { type RedisLimiterOptions, type RunScript, redisLimiter } from './redis.ts';

standStill();

const never = () => new Promise<never>(() => undefined);

/** The outcome of a reservation with this client. */
const ask = (run: RunScript, options?: RedisLimiterOptions) =>
  settle(Promise.resolve(redisLimiter(run, options).reserve('k')));

/** How a limiter over this client fails, and after how many milliseconds. */
async function failing(run: RunScript, options?: RedisLimiterOptions) {
  const start = performance.now();
  const outcome = await ask(run, options);
  if (outcome.status === 'fulfilled') throw new Error('it did not fail');
  return { error: outcome.reason as Error, ms: performance.now() - start };
}

describe('a limiter over Redis', () => {
  it('asks for the next slot of a key by one script, in microseconds, and gives the wait', async () => {
    const run = vi.fn<RunScript>(() => Promise.resolve(505));

    expect(await redisLimiter(run).reserve('5eed')).toBe(505);
    await redisLimiter(run, { interval: 0.5, burst: 3, prefix: 'chat/' }).reserve('5eed');

    expect(run.mock.calls.map(([, ...rest]) => rest)).toEqual([
      ['synochat:5eed', ['505000', '0', '0']],
      ['chat/5eed', ['500', '1000', '0']],
    ]);
    expect(run.mock.calls[0]?.[0]).toBe(run.mock.calls[1]?.[0]);
  });

  it('takes the number also as text, as clients can be told to give it', async () => {
    expect(await ask(() => Promise.resolve('1010'))).toMatchObject({ value: 1010 });
  });

  it.each([undefined, null, '', '1.5', '-1', 'OK', -1, 0.5, Number.NaN, Infinity, 505n, [505], new Uint8Array(1)])(
    'does not take %s for a wait',
    async (answer) => {
      const { error, ms } = await failing(() => Promise.resolve(answer), { patience: 1000 });

      expect(error).toBeInstanceOf(TypeError);
      expect(error.message).toMatch(/^run must return the result/);
      expect(ms).toBe(0);
    },
  );

  it.each<RedisLimiterOptions>([
    ...[{ interval: -1 }, { interval: Number.NaN }, { interval: Infinity }, { interval: 1e12 }],
    ...[{ burst: 0 }, { burst: Number.NaN }, { burst: Infinity }, { burst: 1e9 }],
    ...[{ timeout: -1 }, { timeout: Number.NaN }, { patience: -1 }, { patience: Infinity }],
  ])('refuses %j', (options) => {
    expect(() => redisLimiter(never, options)).toThrow(RangeError);
  });

  it('refuses a client in the place of a function', () => {
    expect(() => redisLimiter({} as unknown as RunScript)).toThrow(TypeError);
  });
});

describe('a limiter whose Redis is away', () => {
  it('is asked again for 30 seconds', async () => {
    const { error, ms } = await failing(() => Promise.reject(new Error('connect ECONNREFUSED 127.0.0.1:6379')));

    expect(error.message).toBe('Redis gave no slot: connect ECONNREFUSED 127.0.0.1:6379');
    expect(ms).toBe(30_000);
  });

  it('is asked again for 30 seconds also when the client waits for ever', async () => {
    const run = vi.fn<RunScript>(never);
    const { error, ms } = await failing(run);

    expect(error.message).toMatch(/^Redis gave no slot: no answer in \d+ ms; is the client connected\?$/);
    expect([ms, run.mock.calls.length]).toEqual([30_000, 6]);
  });

  it('for three seconds loses no message of a queue, and keeps their order', async () => {
    const { url, fetch, texts } = createChat();
    const start = performance.now();
    const memory = memoryLimiter();
    const away = () => performance.now() - start > 1000 && performance.now() - start < 4000;
    const limiter = redisLimiter(async (_script, key) => {
      if (away()) throw new Error('Connection is closed.');
      return Math.ceil(await memory.reserve(key));
    });
    const wanted = Array.from({ length: 40 }, (_, n) => `message ${n}`);

    const outcome = await settle(Promise.all(wanted.map((text) => sendIncoming(url, text, { fetch, limiter }))));

    expect(outcome.status).toBe('fulfilled');
    expect(texts()).toEqual(wanted);
  });

  it('for as long as its patience is not overtaken by messages of a shorter timeout', async () => {
    const { url, fetch, texts } = createChat();
    const back = performance.now() + 29_000;
    const limiter = redisLimiter(() =>
      performance.now() < back ? Promise.reject(new Error('away')) : Promise.resolve(0),
    );
    const wanted = ['a', 'b', 'c'];

    await settle(Promise.all(wanted.map((text) => sendIncoming(url, text, { fetch, limiter, timeout: 2000 }))));

    expect(texts()).toEqual(wanted);
  });

  it('does not delay a caller who aborts, and is not called again for that caller', async () => {
    const { url, fetch } = createChat();
    const run = vi.fn<RunScript>(() => Promise.reject(new Error('away')));
    const controller = new AbortController();
    const sending = sendIncoming(url, 'a', { fetch, limiter: redisLimiter(run), signal: controller.signal });
    const outcome = sending.catch((error: unknown) => error);
    await realTime();
    await vi.advanceTimersByTimeAsync(1000);
    controller.abort(new Error('no longer wanted'));

    expect(await Promise.race([outcome, realTime()])).toEqual(new Error('no longer wanted'));
    const asked = run.mock.calls.length;
    await vi.advanceTimersByTimeAsync(5000);
    expect(run.mock.calls.length).toBeLessThanOrEqual(asked + 1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('says so after 5 seconds when it has no patience and the client waits for ever', async () => {
    const { error, ms } = await failing(never, { patience: 0 });

    expect(error.message).toBe('Redis gave no slot: no answer in 5000 ms; is the client connected?');
    expect(ms).toBe(5000);
  });

  it('gives up after the configured time, however long that is', async () => {
    expect(await failing(never, { timeout: 200, patience: 0 })).toMatchObject({ ms: 200 });
    // More than a timer can count.
    expect((await failing(never, { timeout: 2 ** 40, patience: 0 })).ms).toBe(2 ** 31 - 1);
  });

  it.each([
    ['connect ECONNREFUSED 127.0.0.1:6379', () => Promise.reject(new Error('connect ECONNREFUSED 127.0.0.1:6379'))],
    ['ECONNREFUSED', () => Promise.reject(Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }))],
    ['it failed', () => Promise.reject(undefined as unknown as Error)],
    [
      'closed',
      () => {
        throw new Error('closed');
      },
    ],
  ])('without patience fails at once with the error of the client: %s', async (why, run) => {
    const { error, ms } = await failing(run, { patience: 0 });

    expect(error.message).toBe(`Redis gave no slot: ${why}`);
    expect(ms).toBe(0);
  });

  it.each([
    'WRONGPASS invalid username-password pair or user is disabled.',
    'NOAUTH Authentication required.',
    "NOPERM User worker has no permissions to run the 'eval' command",
    'WRONGTYPE Operation against a key holding the wrong kind of value',
    'NOSCRIPT No matching script.',
    "ERR unknown command 'eval'",
    'ERR no bucket: synochat:k',
    'MOVED 12182 10.0.0.7:6379',
    'The client is closed',
  ])('is not waited for when waiting cannot help: %s', async (why) => {
    const { error, ms } = await failing(() => Promise.reject(new Error(why)));

    expect(error.message).toBe(`Redis gave no slot: ${why}`);
    expect(ms).toBe(0);
  });

  it.each([
    'LOADING Redis is loading the dataset in memory',
    "READONLY You can't write against a read only replica.",
    "OOM command not allowed when used memory > 'maxmemory'.",
    'ERR Error running script (call to f_1f0): @user_script:12: @user_script: 12: -OOM command not allowed',
    "MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk.",
    'BUSY Redis is busy running a script.',
    'CLUSTERDOWN The cluster is down',
    'ERR max number of clients reached',
    'ERR_SOCKET_CLOSED the socket is closed',
    'Connection is closed.',
  ])('is waited for when it may pass: %s', async (why) => {
    const run = vi.fn<RunScript>(() => Promise.resolve(7));
    for (let n = 0; n < 5; n++) run.mockRejectedValueOnce(new Error(why));

    expect(await ask(run)).toMatchObject({ value: 7 });
  });

  it('contains no member of an error of the client', async () => {
    const refused = Object.assign(new Error('WRONGPASS'), { command: { name: 'auth', args: ['open sesame'] } });

    expect(everythingIn((await failing(() => Promise.reject(refused))).error)).not.toContain('open sesame');
  });

  it('is asked again for as long as the patience lasts', async () => {
    const away = new Error('away');
    const run = vi.fn<RunScript>(() => Promise.reject(away));

    expect((await failing(run, { patience: 1000 })).ms).toBe(1000);
    expect(run).toHaveBeenCalledTimes(11);

    run.mockImplementation(() => (performance.now() % 1000 < 350 ? Promise.reject(away) : Promise.resolve(7)));
    expect(await ask(run, { patience: 1000 })).toMatchObject({ value: 7 });
  });

  it('leaves no timer behind', async () => {
    await ask(() => Promise.resolve(0));
    await failing(() => Promise.reject(new Error('away')), { patience: 300 });

    expect(vi.getTimerCount()).toBe(0);
  });

  it('posts nothing, and its error holds no token', async () => {
    const { url, token, fetch, texts } = createChat();
    const limiter = redisLimiter((...all) => Promise.reject(new Error(JSON.stringify(all))));

    const outcome = await settle(sendIncoming(url, 'a', { fetch, limiter }));

    expect(outcome.status).toBe('rejected');
    expect(everythingIn(outcome)).toContain('gave no slot');
    expect(everythingIn(outcome)).not.toContain(token);
    expect(texts()).toEqual([]);
  });
});
