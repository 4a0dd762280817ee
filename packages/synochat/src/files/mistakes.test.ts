import { describe, expect, it } from 'vitest';
import { createFileHost, type FileStore, memoryStore, r2Store } from '../files.ts';
import { redisLimiter } from '../redis.ts';

const nothing = null as never;
const none = undefined as never;
const symbol = Symbol('s') as never;
const base = { baseUrl: 'https://bot.example/files', secret: 'a secret of sixteen or more' };
const host = createFileHost(base);
const run = () => Promise.resolve(0);

describe('a mistake that only JavaScript allows', () => {
  it.each<[string, () => unknown, string]>([
    ['a host without options', () => createFileHost(none), 'The options must be an object, not undefined'],
    [
      'a host with an empty store',
      () => createFileHost({ ...base, store: {} as FileStore }),
      'store must be a FileStore',
    ],
    [
      'a host without a clock',
      () => createFileHost({ ...base, now: 5 as never }),
      'now must be a function, not number',
    ],
    [
      'a symbol for maxBytes',
      () => createFileHost({ ...base, maxBytes: symbol }),
      'maxBytes must be a number of bytes',
    ],
    ['a file without a name', () => host.share('x', none), 'The options must be an object, not undefined'],
    [
      'a name where options belong',
      () => host.share('x', 'a.txt' as never),
      'The options must be an object, not string',
    ],
    ['a symbol for a type', () => host.share('x', { name: 'a', type: symbol }), 'The type must be a media type'],
    ['a store with null', () => memoryStore(nothing), 'The options must be an object, not null'],
    [
      'a store with a symbol for maxBytes',
      () => memoryStore({ maxBytes: symbol }),
      'maxBytes must be a number of bytes',
    ],
    ['a bucket that is not bound', () => r2Store(none), 'bucket must be the binding of an R2 bucket, not undefined'],
    ['a limiter with null', () => redisLimiter(run, nothing), 'The options must be an object'],
    ['a symbol for a prefix', () => redisLimiter(run, { prefix: symbol }), 'prefix must be a text'],
    ['a symbol for a burst', () => redisLimiter(run, { burst: symbol }), 'burst must be 1 or more'],
    ['a symbol for an interval', () => redisLimiter(run, { interval: symbol }), 'interval must be a number'],
  ])('is an error at once that names what is expected: %s', async (_, act, sentence) => {
    const error: unknown = await Promise.resolve()
      .then(act)
      .catch((reason: unknown) => reason);

    expect(String(error)).toMatch(/^(Type|Range)Error: /);
    expect(String(error)).toContain(sentence);
  });
});
