import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, inject, it } from 'vitest';
import { type Fetch, memoryLimiter, type SendOptions, sendIncoming } from '../../src/index.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const messages = inject('schedules') * 25;
/** One for all, as of a program that ends one day. */
const { signal } = new AbortController();
const slots = memoryLimiter({ interval: 0 });

const refused: Fetch = () => Promise.resolve(Response.json({ error: { code: 404 }, success: false }));
const broken: Fetch = () => Promise.reject(new TypeError('fetch failed'));
const away = { reserve: () => Promise.reject(new Error('the store is away')) };

/** One way to fail each, all without waiting. */
const ways: readonly ((n: number) => SendOptions)[] = [
  () => ({ fetch: refused, interval: 0, signal }),
  () => ({ fetch: broken, interval: 0, retries: 1 }),
  () => ({ fetch: refused, limiter: slots, signal }),
  () => ({ fetch: refused, limiter: away }),
  () => ({ fetch: broken, limiter: false }),
  (n) => ({ fetch: () => new Promise(() => undefined), interval: 0, signal: abortedSoon(n) }),
];

function abortedSoon(n: number): AbortSignal {
  const controller = new AbortController();
  void Promise.resolve().then(() => {
    controller.abort(n);
  });
  return controller.signal;
}

async function fail(count: number, from: number): Promise<void> {
  for (let n = from; n < from + count; n++) {
    const webhook = `http://nas.example/webapi/entry.cgi?token=%22Synthetic-${n}%22`;
    const options = ways[n % ways.length]?.(n);
    const sending = sendIncoming(webhook, 'x'.repeat(100), options);
    const outcome = await sending.then(
      () => 'sent',
      () => 'failed',
    );
    if (outcome === 'sent') throw new Error('it did not fail');
  }
}

it('messages that fail, each of another integration, leave nothing in memory', async () => {
  await fail(2000, 0);
  collect();
  const before = process.memoryUsage().heapUsed;
  await fail(messages, 2000);
  await new Promise((resolve) => setTimeout(resolve, 50));
  collect();
  const grown = process.memoryUsage().heapUsed - before;
  console.log(
    `${messages} messages that failed in ${ways.length} ways: ${(grown / messages).toFixed(1)} bytes of heap each`,
  );
  expect(grown / messages).toBeLessThan(40);
});
