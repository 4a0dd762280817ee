/**
 * One pace for all processes and machines that share a Redis or a Valkey.
 *
 * @module synochat/redis
 */
import type { RateLimiter } from './index.ts';
import { assertMilliseconds, assertOptions, assertText } from './shared/assert.ts';
import { sleep, within } from './shared/timer.ts';

/**
 * Runs a Lua script on one key with a client of yours, and gives what the script returned:
 *
 * - `ioredis`: `(script, key, args) => redis.eval(script, 1, key, ...args)`
 * - `redis`: `(script, key, args) => redis.eval(script, { keys: [key], arguments: [...args] })`
 * - Bun: `(script, key, args) => redis.send('EVAL', [script, '1', key, ...args])`
 */
export type RunScript = (script: string, key: string, args: readonly string[]) => Promise<unknown>;

/** How a Redis limiter counts, and how long it waits for Redis. */
export interface RedisLimiterOptions {
  /**
   * Milliseconds between two posts, to the microsecond. More than in memory: a post that is late in one process meets
   * the punctual one of another, and what comes too early costs a slot. Default: 600.
   */
  interval?: number | undefined;
  /** Posts that may leave at once after a pause. Default: 1; Chat is not known to allow more. */
  burst?: number | undefined;
  /** What the keys in Redis begin with. Default: `synochat:`. */
  prefix?: string | undefined;
  /** Milliseconds that one answer of Redis may take; clients that wait for a lost server would wait for ever. Default: 5000. */
  timeout?: number | undefined;
  /**
   * Milliseconds during which a Redis that is away, loading, full or failing over is asked again, every 100. An error that
   * waiting cannot change, such as a wrong password, is not waited for. 0: the first failure is the error. Above the
   * larger of 30 seconds and the `timeout` of a message, the next in line overtakes. Default: 30000.
   */
  patience?: number | undefined;
}

/** Milliseconds between two questions to a Redis that failed. */
const pause = 100;

/** Errors of the configuration, in the words of Redis; the last one is that of the client `redis` without `connect()`. */
const lasting = /^(ERR|NOAUTH|WRONGPASS|NOPERM|WRONGTYPE|NOSCRIPT|CROSSSLOT|MOVED|NOPROTO|The client is closed)\b/u;
/** Errors that end by themselves. Before Redis 7 they stood behind an `ERR` if a command of the script got them. */
const passing = /\b(OOM|LOADING|READONLY|MISCONF|BUSY|NOREPLICAS|MASTERDOWN|CLUSTERDOWN|max number of clients)\b/u;

/**
 * A token bucket in Redis (5 or later) or Valkey: all processes and machines with the same Redis share one per integration.
 *
 * It counts on the clock of Redis, in one key per integration, `prefix` and a hash that holds no token, which expires
 * when its bucket is full again. If Redis fails for longer than `patience`, the message is not posted: `limiter_failed`.
 * Throws a `RangeError` for an invalid option, and a `TypeError` if `run` is no function, `prefix` no text, or
 * `options` no object.
 *
 * @param run Runs a script with your client: see `RunScript` for three of them.
 * @example
 * ```ts
 * const redis = new Redis(process.env.REDIS_URL!);
 * const limiter = redisLimiter((script, key, args) => redis.eval(script, 1, key, ...args));
 * await sendIncoming(process.env.SYNOCHAT_WEBHOOK!, 'The backup is done', { limiter });
 * ```
 */
export function redisLimiter(run: RunScript, options: RedisLimiterOptions = {}): RateLimiter {
  assertOptions(options);
  const { interval = 600, burst = 1, prefix = 'synochat:', timeout = 5000, patience = 30_000 } = options;
  if (typeof run !== 'function') throw new TypeError('run must be a function: see RunScript');
  for (const [name, value] of Object.entries({ interval, timeout, patience })) assertMilliseconds(value, name);
  assertText('prefix', prefix);
  if (typeof burst !== 'number' || !(burst >= 1 && interval * burst <= longest))
    throw new RangeError('burst must be 1 or more, and interval times burst a year or less');
  const args = [interval, (burst - 1) * interval].map((ms) => String(Math.round(ms * 1000)));
  return {
    async reserve(key, signal) {
      // A client may also throw at once.
      const ask = async () => run(takeSlot, prefix + key, args);
      const end = performance.now() + patience;
      for (let ms = timeout; ; ms = Math.min(timeout, Math.ceil(end - performance.now()))) {
        // Its reason alone: the client's own error may hold a password.
        const { answer, why } = await within(ms, ask(), () => noAnswer(ms)).then(
          (answer) => ({ answer, why: undefined }),
          (error: unknown) => ({ answer: undefined, why: reason(error) }),
        );
        if (why === undefined) return toWait(answer);
        const isLasting = lasting.test(why) && !passing.test(why);
        if (isLasting || signal?.aborted || performance.now() + pause > end)
          throw new Error(`Redis gave no slot: ${why}`);
        await sleep(pause);
      }
    },
  };
}

/** A year of milliseconds: its microseconds, added to those since 1970, are still exact in Lua's numbers. */
const longest = 366 * 24 * 60 * 60 * 1000;

/**
 * The bucket's one value is when it was last asked, and how far it was ahead of that time then: microseconds, below
 * zero with slots to spare. Had it only the time of the next slot, a clock set back by an hour would mean an hour's wait.
 *
 * Numbers are written by `%.0f`, as Lua's own notation loses digits from 10¹⁴ on.
 */
const takeSlot = `
local key, interval, slack = KEYS[1], ARGV[1], ARGV[2]
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local ahead = -slack
local state = redis.call('GET', key)
if state then
  local asked, was = state:match('^(%d+) (%-?%d+)$')
  if not asked then return redis.error_reply('ERR no bucket: ' .. key) end
  ahead = math.max(ahead, was - math.max(0, now - asked))
end
local full = math.max(1, math.ceil((ahead + interval + slack) / 1000))
redis.call('SET', key, ('%.0f %.0f'):format(now, ahead + interval), 'PX', ('%.0f'):format(full))
return math.ceil(math.max(0, ahead) / 1000)
`;

function noAnswer(ms: number): Error {
  return new Error(`no answer in ${ms} ms; is the client connected?`);
}

/** Where a name has several addresses, and none takes the connection, the error has no text. */
function reason(error: unknown): string {
  const { message, code } = Object(error) as { message?: string; code?: string };
  return [message, code].find(Boolean) ?? 'it failed';
}

/** Clients give whole numbers as numbers, or as text when told so. */
function toWait(value: unknown): number {
  const wait = typeof value === 'string' && /^\d+$/u.test(value) ? Number(value) : value;
  if (typeof wait === 'number' && Number.isSafeInteger(wait) && wait >= 0) return wait;
  throw new TypeError('run must give what the script returns: see RunScript');
}
