import { abortAllDurableObjects, evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { type BucketNamespace, durableLimiter } from 'synochat/cloudflare';
import { createSimulator } from 'synochat-simulator';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sendIncoming } from '../../src/index.ts';

const { BUCKETS } = env;

// The object runs where its test does, and so on its clock.
const start = Date.parse('2026-11-24T12:00:00Z');
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: start });
});
afterEach(() => {
  vi.useRealTimers();
});
const setClock = (ms: number) => vi.setSystemTime(start + ms);

let keys = 0;
const createKey = () => `key ${keys++}`;

/** Returns the waits of that many simultaneous callers with separate limiters, soonest first. */
async function waits(key: string, callers: number, interval = 500): Promise<number[]> {
  const told = Array.from({ length: callers }, async () => durableLimiter(BUCKETS, { interval }).reserve(key));
  return (await Promise.all(told)).sort((one, other) => one - other);
}

const slots = (count: number, first = 0) => Array.from({ length: count }, (_, n) => first + n * 500);

describe('a durable limiter', () => {
  it('spaces the posts of one integration, however many callers ask at once', async () => {
    expect(await waits(createKey(), 40)).toEqual(slots(40));
  });

  it('counts the time that has passed, and keeps none for a burst after a pause', async () => {
    const key = createKey();
    expect(await waits(key, 3)).toEqual([0, 500, 1000]);
    setClock(700);
    expect(await waits(key, 1)).toEqual([800]);
    setClock(60_000);
    expect(await waits(key, 3)).toEqual([0, 500, 1000]);
  });

  it('leaves 505 ms by default', async () => {
    const key = createKey();
    const limiter = durableLimiter(BUCKETS);
    expect([await limiter.reserve(key), await limiter.reserve(key)]).toEqual([0, 505]);
  });

  it('keeps a thousand integrations apart from each other', async () => {
    const names = Array.from({ length: 1000 }, createKey);
    const limiter = durableLimiter(BUCKETS, { interval: 500 });
    const told = async (some: string[]) => new Set(await Promise.all(some.map(async (name) => limiter.reserve(name))));
    expect(await told(names)).toEqual(new Set([0]));
    expect(await told(names.slice(-10))).toEqual(new Set([500]));
    // A thousand databases are made.
  }, 120_000);

  it.each([Number.NaN, -1, Infinity])('refuses an interval of %d', (interval) => {
    expect(() => durableLimiter(BUCKETS, { interval })).toThrow(RangeError);
  });

  it('delivers what is sent through it', async () => {
    vi.useRealTimers();
    const nas = createSimulator();
    const { url } = nas.addIncoming({ channel: 'general' });
    const limiter = durableLimiter(BUCKETS);
    const send = (text: string) => sendIncoming(url, text, { limiter, fetch: nas.fetch });
    await Promise.all(['one', 'two', 'three'].map(send));
    expect(nas.posts('general').map(({ text }) => text)).toEqual(['one', 'two', 'three']);
  });
});

describe('a bucket', () => {
  it('gives no slot away again when it was evicted while callers wait for theirs', async () => {
    const key = createKey();
    await waits(key, 30);
    setClock(11_000);
    await evictDurableObject(BUCKETS.getByName(key));
    expect(await waits(key, 2)).toEqual([4000, 4500]);
  });

  it('goes on where it was when all objects are ended at once, as by a deployment', async () => {
    const key = createKey();
    await waits(key, 10);
    setClock(100);
    await abortAllDurableObjects();
    expect(await waits(key, 10)).toEqual(slots(10, 4900));
  });

  it('is ready at once when it was evicted and nobody waits', async () => {
    const key = createKey();
    await waits(key, 2);
    await evictDurableObject(BUCKETS.getByName(key));
    setClock(70_000);
    expect(await waits(key, 1)).toEqual([0]);
  });

  it.each([1, 3_600_000])('lets nobody wait longer because its clock went back by %i ms', async (back) => {
    const key = createKey();
    await waits(key, 4);
    setClock(-back);
    expect(await waits(key, 2)).toEqual([2000, 2500]);
    setClock(-back + 600);
    expect(await waits(key, 1)).toEqual([2400]);
  });

  it('returns the remaining wait when the slot has been written', async () => {
    await runInDurableObject(BUCKETS.getByName(createKey()), async (bucket, { storage }) => {
      let clock = 0;
      vi.spyOn(storage, 'sync').mockImplementation(() => Promise.resolve(void setClock((clock += 20))));
      expect([await bucket.reserve(500), await bucket.reserve(500)]).toEqual([0, 460]);
      setClock(-1000);
      clock = -3000;
      expect(await bucket.reserve(500)).toBe(980);
    });
  });

  it('leaves more after refusals, then less again, and forgets ten minutes after its last slot', async () => {
    const bucket = BUCKETS.getByName(createKey());
    expect([await bucket.reserve(500, 2), await bucket.reserve(500), await bucket.reserve(500)]).toEqual([
      0,
      520,
      expect.closeTo(1039.92, 6),
    ]);
    setClock(601_559);
    expect([await bucket.reserve(500), await bucket.reserve(500)]).toEqual([0, expect.closeTo(519.76, 6)]);
    setClock(1_300_000);
    expect([await bucket.reserve(500), await bucket.reserve(500)]).toEqual([0, 500]);
  });

  it('leaves twice the interval at most, and learns nothing with an interval of 0', async () => {
    const bucket = BUCKETS.getByName(createKey());
    expect([await bucket.reserve(500, 1e9), await bucket.reserve(500)]).toEqual([0, 1000]);
    const other = BUCKETS.getByName(createKey());
    await other.reserve(0, 5);
    expect([await other.reserve(500), await other.reserve(500)]).toEqual([0, 500]);
  });

  it('refuses an interval that would spoil its count', async () => {
    const key = createKey();
    // From inside: what an object throws across the wire is also reported as uncaught.
    await runInDurableObject(BUCKETS.getByName(key), async (bucket) => {
      for (const interval of [Number.NaN, -1, 'soon' as unknown as number])
        await expect(bucket.reserve(interval)).rejects.toThrow(RangeError);
    });
    expect(await waits(key, 2)).toEqual([0, 500]);
  });
});

describe('a durable limiter whose object fails', () => {
  /** A namespace whose objects fail with these errors, one after the other, and then work. */
  function failing(...errors: object[]): { namespace: BucketNamespace; stubs: () => number } {
    let stubs = 0;
    const namespace: BucketNamespace = {
      getByName() {
        const error = errors[stubs++];
        const answer = error ? Promise.reject(Object.assign(new Error('lost'), error)) : Promise.resolve(7);
        return { reserve: () => answer };
      },
    };
    return { namespace, stubs: () => stubs };
  }
  const passing = { retryable: true };

  it('asks a new stub again, twice, while Cloudflare suggests so', async () => {
    const { namespace, stubs } = failing(passing, passing);
    expect(await durableLimiter(namespace).reserve('a')).toBe(7);
    expect(stubs()).toBe(3);
    const longer = failing(passing, passing, passing);
    await expect(durableLimiter(longer.namespace).reserve('a')).rejects.toThrow('lost');
    expect(longer.stubs()).toBe(3);
  });

  it.each([{}, { retryable: false }, { overloaded: true }, { retryable: true, overloaded: true }])(
    'asks no more when the error says %j, and the sender has it as its cause, with nothing posted',
    async (marks) => {
      const { namespace, stubs } = failing(marks);
      const nas = createSimulator();
      const { url } = nas.addIncoming({ channel: 'general' });
      const sent = sendIncoming(url, 'Hello', {
        limiter: durableLimiter(namespace),
        fetch: nas.fetch,
      });
      await expect(sent).rejects.toMatchObject({
        ...{ code: 'limiter_failed', posted: 'no', retryable: true },
        cause: { message: 'lost', ...marks },
      });
      expect(stubs()).toBe(1);
      expect(nas.exchanges()).toEqual([]);
    },
  );
});
