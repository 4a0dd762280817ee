import { type Fetch, memoryLimiter, type SendOptions, sendIncoming } from 'synochat';
import { createSimulator } from 'synochat-simulator';
import type { Clock } from './clock.ts';

/** Many who post at once to a simulator that is some way off. */
export interface Crowd {
  readonly callers: number;
  /** Milliseconds there and back. */
  readonly latency: number;
  /** Milliseconds more or less at most, each way. */
  readonly jitter: number;
  readonly seed: number;
  /** Milliseconds between two posts, of ours. */
  readonly interval?: number;
  /** Whose posts count for the 500 ms between two; with `server` the callers write to three webhooks under one limiter. */
  readonly rule?: 'token' | 'server';
}

export interface Outcome {
  readonly delivered: number;
  readonly inOrder: boolean;
  /** Posts that were refused as too early, of all. */
  readonly refused: number;
  /** Accepted posts a second from the first start to the last, as a share of the limit of 2. */
  readonly rate: number;
}

type Send = (text: string, options: SendOptions) => Promise<void>;

/** The ways to send, simplest first; each has all texts at once. */
export const ways = {
  'no pacing': (texts, send) => all(texts, (text) => send(text, { limiter: false })),
  'sleep after sending': async (texts, send) => {
    for (const text of texts) {
      await send(text, { limiter: false }).catch(() => undefined);
      await sleep(500);
    }
  },
  'a grid of 500 ms': (texts, send) =>
    all(texts, (text, n) => sleep(n * 500).then(() => send(text, { limiter: false }))),
  sendIncoming: (texts, send, options) => all(texts, (text) => send(text, options)),
} satisfies Record<string, (texts: readonly string[], send: Send, options: SendOptions) => Promise<unknown>>;

export type Way = keyof typeof ways;

/** Sends all messages of the crowd that way. */
export async function post(way: Way, crowd: Crowd, clock?: Clock): Promise<Outcome> {
  const { callers, latency, jitter, seed, interval, rule = 'token' } = crowd;
  const channels = rule === 'server' ? ['general', 'news', 'random'] : ['general'];
  const nas = createSimulator({ rateInterval: 500, now: () => performance.now(), rateScope: rule, channels });
  const urls = channels.map((channel) => nas.addIncoming({ channel }).url);
  const texts = Array.from({ length: callers }, (_, n) => `message ${n}`);
  const random = seeded(seed);
  const oneWay = () => sleep(Math.max(0, latency / 2 + (random() * 2 - 1) * jitter));
  const starts: number[] = [];
  let posts = 0;
  let refused = 0;
  const fetch: Fetch = async (url, init) => {
    const start = performance.now();
    posts++;
    await oneWay();
    const exchange = nas.fetch(url, init as RequestInit).then(async (response) => response.text());
    const body = await (clock?.during(exchange) ?? exchange);
    await oneWay();
    if (body.includes('"success":true')) starts.push(start);
    if (body.includes('411')) refused++;
    return new Response(body);
  };
  const shared = memoryLimiter({ interval });
  const options: SendOptions =
    rule === 'server'
      ? { limiter: { reserve: (_, signal, refusals) => shared.reserve('the server', signal, refusals) } }
      : { interval };
  const send: Send = (text, how) =>
    sendIncoming(urls[texts.indexOf(text) % urls.length] ?? '', text, { fetch, ...how });
  await ways[way](texts, send, options);
  starts.sort((a, b) => a - b);
  const arrived = channels.map((channel) => nas.posts(channel).map(({ text }) => texts.indexOf(text)));
  return {
    delivered: arrived.flat().length,
    inOrder: arrived.every((numbers) => numbers.every((number, n) => n === 0 || number > (numbers[n - 1] ?? 0))),
    refused: refused / posts,
    rate: ((starts.length - 1) * 500) / ((starts.at(-1) ?? 0) - (starts[0] ?? 0)),
  };
}

function all(texts: readonly string[], send: (text: string, n: number) => Promise<void>): Promise<unknown> {
  return Promise.allSettled(texts.map(send));
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
