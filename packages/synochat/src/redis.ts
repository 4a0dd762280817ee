/**
 * Paces the posts of all processes and machines with the same Redis or Valkey.
 *
 * @module synochat/redis
 */
import type { RateLimiter } from './index.ts';
import { assertMilliseconds, assertOptions, assertText } from './shared/assert.ts';
import { learnedFor } from './shared/learn.ts';
import { sleep, within } from './shared/timer.ts';

/**
 * Runs a Lua script on a key with your client, and returns the script's result:
 *
 * - `ioredis`: `(script, key, args) => redis.eval(script, 1, key, ...args)`
 * - `redis`: `(script, key, args) => redis.eval(script, { keys: [key], arguments: [...args] })`
 * - Bun: `(script, key, args) => redis.send('EVAL', [script, '1', key, ...args])`
 */
export type RunScript = (script: string, key: string, args: readonly string[]) => Promise<unknown>;

/** Options of a Redis limiter. */
export interface RedisLimiterOptions {
  /**
   * Milliseconds between two posts, to the microsecond, at least. After each 411 the limiter leaves more, up to twice the
   * interval, and then less again with each post. Default: 505.
   */
  interval?: number | undefined;
  /** The number of posts that may leave at once after a pause. Default: 1; no source says that Chat allows more. */
  burst?: number | undefined;
  /** The prefix of the keys in Redis. Default: `synochat:`. */
  prefix?: string | undefined;
  /** Milliseconds in which Redis must answer; some clients wait forever for a lost server. Default: 5000. */
  timeout?: number | undefined;
  /**
   * Milliseconds of retries, one every 100, while Redis is away, loading, full or failing over. A permanent error, such
   * as a wrong password, is not retried. 0 means no retry. If the value is above 30 seconds and above the `timeout` of
   * a message, the next message overtakes. Default: 30000.
   */
  patience?: number | undefined;
}

/** Milliseconds between two attempts. */
const retryDelay = 100;

/** Errors of the configuration, in the words of Redis; the last is the error of the client `redis` without `connect()`. */
const permanentErrors =
  /^(ERR|NOAUTH|WRONGPASS|NOPERM|WRONGTYPE|NOSCRIPT|CROSSSLOT|MOVED|NOPROTO|The client is closed)\b/;
/** Errors that end without a change. Before Redis 7 the text followed an `ERR` if a command of the script failed. */
const transientErrors =
  /\b(OOM|LOADING|READONLY|MISCONF|BUSY|NOREPLICAS|MASTERDOWN|CLUSTERDOWN|max number of clients)\b/;

/**
 * Returns a limiter with a token bucket in Redis (5 or later) or Valkey. All processes and machines with the same Redis
 * share a bucket for each integration.
 *
 * The bucket uses the clock of Redis and a single key, `prefix` and a hash without the token. The key expires when the
 * bucket is full again. If Redis fails for longer than `patience`, the message is not posted: `limiter_failed`. Throws
 * a `RangeError` for an invalid option, and a `TypeError` if `run` is no function, `prefix` no text, or `options` no
 * object.
 *
 * @param run Runs a script with your client: see `RunScript` for three clients.
 * @example
 * ```ts
 * const redis = new Redis(process.env.REDIS_URL!);
 * const limiter = redisLimiter((script, key, args) => redis.eval(script, 1, key, ...args));
 * await sendIncoming(process.env.SYNOCHAT_WEBHOOK!, 'The backup is done', { limiter });
 * ```
 */
export function redisLimiter(run: RunScript, options: RedisLimiterOptions = {}): RateLimiter {
  assertOptions(options);
  const { interval = 505, burst = 1, prefix = 'synochat:', timeout = 5000, patience = 30_000 } = options;
  if (typeof run !== 'function') throw new TypeError('run must be a function: see RunScript');
  for (const [name, value] of Object.entries({ interval, timeout, patience })) assertMilliseconds(value, name);
  assertText('prefix', prefix);
  if (typeof burst !== 'number' || !(burst >= 1 && interval * burst <= maxBurstTime))
    throw new RangeError('burst must be 1 or more, and interval times burst a year or less');
  const args = [interval, (burst - 1) * interval].map((ms) => String(Math.round(ms * 1000)));
  return {
    async reserve(key, signal, refusals = 0) {
      // An async function, because a client may throw synchronously.
      const ask = async () => run(takeSlot, prefix + key, [...args, String(interval > 0 ? refusals : 0)]);
      const end = performance.now() + patience;
      for (let ms = timeout; ; ms = Math.min(timeout, Math.ceil(end - performance.now()))) {
        // Only the message: the client's error may hold a password.
        const { answer, why } = await within(ms, ask(), () => noAnswer(ms)).then(
          (answer) => ({ answer, why: undefined }),
          (error: unknown) => ({ answer: undefined, why: reasonOf(error) }),
        );
        if (why === undefined) return toWait(answer);
        const isPermanent = permanentErrors.test(why) && !transientErrors.test(why);
        if (isPermanent || signal?.aborted || performance.now() + retryDelay > end)
          throw new Error(`Redis gave no slot: ${why}`);
        await sleep(retryDelay);
      }
    },
  };
}

/** A year in milliseconds. In microseconds, and added to the time since 1970, a year is still exact in Lua's numbers. */
const maxBurstTime = 366 * 24 * 60 * 60 * 1000;

/**
 * The bucket stores the time of the last reservation, and how far the next slot was ahead of the reservation: in
 * microseconds, negative with free slots. With only the time of the next slot, a clock set back by an hour would mean
 * an hour's wait. The third number is the learned share of the interval, in millionths: see `learn`, which the script
 * repeats. A bucket that has learned is stored for ten minutes more.
 *
 * Numbers are written by `%.0f`, because Lua's notation loses digits from 10¹⁴ on.
 */
const takeSlot = `
local key, interval, slack, refusals = KEYS[1], ARGV[1], ARGV[2], tonumber(ARGV[3])
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local ahead, share = -slack, 0
local state = redis.call('GET', key)
if state then
  local asked, was, learned = state:match('^(%d+) (%-?%d+) ?(%d*)$')
  if not asked then return redis.error_reply('ERR no bucket: ' .. key) end
  ahead = math.max(ahead, was - math.max(0, now - asked))
  share = tonumber(learned) or 0
end
share = refusals > 0 and math.min(1000000, share + refusals * 20000) or math.max(0, share - 160)
local after = ahead + interval * (1 + share / 1000000)
local full = math.max(1, math.ceil((after + slack) / 1000)) + (share > 0 and ${learnedFor} or 0)
redis.call('SET', key, ('%.0f %.0f %.0f'):format(now, after, share), 'PX', ('%.0f'):format(full))
return math.ceil(math.max(0, ahead) / 1000)
`;

function noAnswer(ms: number): Error {
  return new Error(`no answer in ${ms} ms; is the client connected?`);
}

/** Returns the text of an error. If a name has several addresses and none accepts the connection, the error has no text. */
function reasonOf(error: unknown): string {
  const { message, code } = Object(error) as { message?: string; code?: string };
  return [message, code].find(Boolean) ?? 'it failed';
}

/** Returns the wait in milliseconds. Clients return whole numbers as numbers, or as text, if configured so. */
function toWait(value: unknown): number {
  const wait = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof wait === 'number' && Number.isSafeInteger(wait) && wait >= 0) return wait;
  throw new TypeError('run must return the result of the script: see RunScript');
}
