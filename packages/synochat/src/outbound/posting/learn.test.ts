import { describe, expect, it, vi } from 'vitest';
import { createChat } from '../../../test/portable/chat.ts';
import { settle, standStill } from '../../../test/portable/clock.ts';
import { bestFixedPace, createDistantChat } from '../../../test/portable/distant-chat.ts';
import { createRandom } from '../../../test/portable/random.ts';
import { memoryLimiter, type RateLimiter, type SendOptions, sendIncoming } from '../../index.ts';

standStill();

let webhooks = 0;
/** Returns the address of another integration at each call: what a test learns is of no use to the next test. */
const createUrl = () => `http://nas.example/webapi/entry.cgi?token=${webhooks++}`;

const posts = 500;
const share = (refused: readonly boolean[]) => refused.filter(Boolean).length / refused.length;

/** Sends that many messages at once. */
async function sendMany(url: string, count: number, options: SendOptions): Promise<void> {
  await Promise.all(Array.from({ length: count }, (_, n) => sendIncoming(url, String(n), options)));
}

const nets = [400, 500, 550, 600].flatMap((window) => [1, 5, 10, 20].map((jitter) => ({ window, jitter })));

describe('a pace that learns', () => {
  it.each(nets)(
    'has few of 500 posts refused and is about as fast as the best fixed distance: $window ms, ±$jitter ms',
    async (net) => {
      const chat = createDistantChat(net);
      await sendMany(createUrl(), posts, chat.options);

      expect(chat.texts).toEqual(Array.from({ length: posts }, (_, n) => String(n)));
      expect(share(chat.refused.slice(20))).toBeLessThanOrEqual(0.03);
      const pace = ((chat.starts.at(-1) ?? 0) - (chat.starts[0] ?? 0)) / (posts - 1);
      expect(bestFixedPace(net, 505) / pace).toBeGreaterThanOrEqual(0.98);
      // The distance counts from one start to the next, of refused posts too.
      for (const distance of chat.distances()) expect(distance).toBeGreaterThanOrEqual(504.9);
    },
  );

  it('learns from the interval of the caller too, up to its double', async () => {
    const chat = createDistantChat({ window: 950, jitter: 2 });
    await sendMany(createUrl(), 200, { ...chat.options, interval: 400 });

    expect(chat.texts).toHaveLength(200);
    expect(Math.max(...chat.distances().slice(-50))).toBeGreaterThan(950);
    // Each post at 800 ms is refused, and waits 50 ms or more before its retry.
    expect(share(chat.refused.slice(100))).toBeGreaterThan(0.4);
  });

  it('is learned anew by each integration', async () => {
    const slow = createDistantChat({ window: 600, jitter: 1 });
    await sendMany(createUrl(), 100, slow.options);
    const other = createDistantChat({ window: 500, jitter: 1 });
    await sendMany(createUrl(), 3, other.options);

    expect(slow.distances().at(-1)).toBeGreaterThan(590);
    for (const distance of other.distances()) expect(distance).toBeCloseTo(505, 3);
  });

  it.each([
    ['after a pause of nine minutes is still there', 9, 590, 620],
    ['after a pause of more than ten minutes is forgotten', 10.1, 504.9, 505.1],
  ])('%s', async (_, minutes, least, most) => {
    const url = createUrl();
    const strict = createDistantChat({ window: 600, jitter: 1 });
    await sendMany(url, 100, strict.options);
    vi.advanceTimersByTime(minutes * 60_000);
    const later = createDistantChat({ window: 500, jitter: 1 });
    await sendMany(url, 2, later.options);

    expect(later.distances()[0]).toBeGreaterThan(least);
    expect(later.distances()[0]).toBeLessThan(most);
  });

  it.each<[string, SendOptions]>([
    ['an interval of 0', { interval: 0 }],
    ['limiter: false', { limiter: false }],
  ])('learns nothing from posts with %s', async (_, options) => {
    const url = createUrl();
    const strict = createDistantChat({ window: 600, jitter: 1 });
    await Promise.allSettled([sendMany(url, 20, { ...strict.options, ...options })]);
    expect(strict.refused).toContain(true);
    const later = createDistantChat({ window: 500, jitter: 1 });
    await sendMany(url, 2, later.options);

    expect(later.distances()[0]).toBeCloseTo(505, 3);
  });

  it('learns nothing from a busy proxy', async () => {
    const url = createUrl();
    const chat = createDistantChat({ window: 500, jitter: 1 });
    let calls = 0;
    const fetch: SendOptions['fetch'] = async (address, init) =>
      calls++ % 2 === 0 ? new Response('', { status: 429 }) : chat.options.fetch(address, init);
    await sendMany(url, 20, { ...chat.options, fetch });
    const later = createDistantChat({ window: 500, jitter: 1 });
    await sendMany(url, 2, later.options);

    expect(chat.refused).not.toContain(true);
    expect(later.distances()[0]).toBeCloseTo(505, 3);
  });

  it('learns from a refusal that the sender does not retry', async () => {
    const chat = createDistantChat({ window: 600, jitter: 1 });
    const url = createUrl();
    const options = { ...chat.options, retries: 0 };
    const outcomes = await Promise.allSettled(
      Array.from({ length: 40 }, (_, n) => sendIncoming(url, String(n), options)),
    );

    expect(outcomes.slice(-8).map(({ status }) => status)).toEqual(Array(8).fill('fulfilled'));
  });
});

describe('a shared limiter that learns', () => {
  it.each([2, 5])('lets four processes post at 95 % of the limit, against ±%i ms of jitter', async (jitter) => {
    const random = createRandom(3);
    const { url, fetch, times, texts, codes } = createChat({ delay: () => 150 + (random() * 4 - 2) * jitter });
    const memory = memoryLimiter();
    // Each process has a line of its own, as each host name has.
    const limiter: RateLimiter = { reserve: (_, signal, refusals) => memory.reserve('one', signal, refusals) };
    const processes = ['a', 'b', 'c', 'd'].map((name) => url.replace(new URL(url).host, `${name}.example`));
    const sending = processes.flatMap((address, process) =>
      Array.from({ length: 20 }, (_, n) => sendIncoming(address, `${process} ${n}`, { fetch, limiter })),
    );
    await settle(Promise.all(sending));

    expect(texts()).toHaveLength(80);
    for (const process of ['0 ', '1 ', '2 ', '3 '])
      expect(texts().filter((text) => text.startsWith(process))).toEqual(
        Array.from({ length: 20 }, (_, n) => `${process}${n}`),
      );
    const all = times();
    expect((79 * 500) / ((all.at(-1) ?? 0) - (all[0] ?? 0))).toBeGreaterThanOrEqual(0.95);
    expect(codes().filter((code) => code === 411).length).toBeLessThanOrEqual(3);
  });

  it('leaves more after refusals, then less again, and forgets after ten minutes', () => {
    let now = 0;
    const limiter = memoryLimiter({ interval: 500, now: () => now });
    const distance = (refusals: number) => {
      const first = Number(limiter.reserve('a', undefined, refusals));
      return Number(limiter.reserve('a')) - first;
    };
    expect(distance(0)).toBe(500);
    expect(distance(1)).toBeCloseTo(510, 6);
    expect(distance(2)).toBeCloseTo(529.92, 6);
    expect(distance(1000)).toBe(1000);
    now += 603_000;
    expect(distance(0)).toBeGreaterThan(900);
    now += 602_001;
    expect(distance(0)).toBe(500);
  });

  it('learns nothing with an interval of 0', () => {
    const limiter = memoryLimiter({ interval: 0 });
    expect([limiter.reserve('a', undefined, 5), limiter.reserve('a')]).toEqual([0, 0]);
  });
});
