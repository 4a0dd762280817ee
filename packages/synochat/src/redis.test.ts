import { describe, expect, it, vi } from 'vitest';
import { sendIncoming } from './index.ts';
import { type RedisLimiterOptions, type RunScript, redisLimiter } from './redis.ts';
import { createChat } from './testing/chat.ts';
import { settle, standStill } from './testing/clock.ts';
import { everythingIn } from './testing/secrets.ts';

standStill();

const never = () => new Promise<never>(() => undefined);

/** What a limiter over this client says to one caller. */
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
      ['synochat:5eed', ['600000', '0']],
      ['chat/5eed', ['500', '1000']],
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
      expect(error.message).toMatch(/^run must give what/);
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
});

describe('a limiter whose Redis is away', () => {
  it('says so when the client waits for ever, after 5 seconds', async () => {
    const { error, ms } = await failing(never);

    expect(error.message).toBe('Redis gave no slot: no answer in 5000 ms; is the client connected?');
    expect(ms).toBe(5000);
  });

  it('gives up sooner or later as it is told, however late that is', async () => {
    expect(await failing(never, { timeout: 200 })).toMatchObject({ ms: 200 });
    // More than a timer can count.
    expect((await failing(never, { timeout: 2 ** 40 })).ms).toBe(2 ** 31 - 1);
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
  ])('says at once what the client says: %s', async (why, run) => {
    const { error, ms } = await failing(run);

    expect(error.message).toBe(`Redis gave no slot: ${why}`);
    expect(ms).toBe(0);
  });

  it('holds nothing of what the client keeps in its errors', async () => {
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
