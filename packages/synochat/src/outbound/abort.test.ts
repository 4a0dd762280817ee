import { describe, expect, it, vi } from 'vitest';
import { type Fetch, memoryLimiter, type RateLimiter, type SendOptions, sendBot, sendIncoming } from '../index.ts';
import { createBotChat, ids } from '../testing/bot-chat.ts';
import { standStill } from '../testing/clock.ts';

standStill();

const reason = new Error('no longer wanted');

/** Moments at which something is awaited, numbered in the order they come; at one of them an abort comes. */
function createMoments(abortAt: number, turnsLater: number) {
  const controller = new AbortController();
  const { signal } = controller;
  const listening = new Set<unknown>();
  const [add, remove] = [signal.addEventListener.bind(signal), signal.removeEventListener.bind(signal)];
  signal.addEventListener = (...args: Parameters<typeof add>) => {
    listening.add(args[1]);
    add(...args);
  };
  signal.removeEventListener = (...args: Parameters<typeof remove>) => {
    listening.delete(args[1]);
    remove(...args);
  };
  let passed = 0;
  const abort = async () => {
    for (let turn = 0; turn < turnsLater; turn++) await Promise.resolve();
    controller.abort(reason);
    // They were to listen once.
    listening.clear();
  };
  const pass = () => {
    if (passed++ === abortAt) void abort();
  };
  return { signal, listening, pass, count: () => passed };
}

/** A chat where a moment passes before, in and after whatever a sender awaits, and time as soon as it is waited for. */
function createStage(abortAt: number, turnsLater: number, limiter: 'own' | 'shared', rateInterval: number) {
  const { signal, listening, pass, count } = createMoments(abortAt, turnsLater);
  const chat = createBotChat({ rateInterval });
  const slots = memoryLimiter();
  const fetch: Fetch = async (url, init) => {
    pass();
    const response = await chat.fetch(url, init);
    pass();
    const bytes = new TextEncoder().encode(await response.text());
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        pass();
        controller.enqueue(bytes);
        controller.close();
      },
    });
    return new Response(body);
  };
  const sleep = async (ms: number) => {
    pass();
    vi.advanceTimersByTime(ms / 2);
    pass();
    await Promise.resolve();
    vi.advanceTimersByTime(ms / 2);
    pass();
  };
  const shared: RateLimiter = {
    async reserve(key) {
      pass();
      await Promise.resolve();
      const wait = slots.reserve(key);
      pass();
      return wait;
    },
  };
  const options: SendOptions = { fetch, sleep, maxText: 10, ...(limiter === 'shared' ? { limiter: shared } : {}) };
  return { ...chat, count, listening, patient: options, wanted: { ...options, signal } };
}

type Stage = ReturnType<typeof createStage>;

const long = 'eins zwei drei vier fuenf';

/** What is sent, some of it with the signal; those that have it by the texts they would post. */
const scenes: Readonly<
  Record<string, (stage: Stage) => { patient: Promise<unknown>[]; unwanted: Promise<unknown>[] }>
> = {
  'one message': ({ url, patient, wanted }) => ({
    unwanted: [sendIncoming(url, 'unwanted', wanted)],
    patient: [sendIncoming(url, 'after', patient)],
  }),
  'a long text': ({ url, patient, wanted }) => {
    const before = sendIncoming(url, 'before', patient);
    const unwanted = [sendIncoming(url, long, wanted)];
    return { unwanted, patient: [before, sendIncoming(url, 'after', patient)] };
  },
  'some among others': ({ url, patient, wanted }) => {
    const before = sendIncoming(url, 'before', patient);
    const first = sendIncoming(url, 'first', wanted);
    const between = sendIncoming(url, 'between', patient);
    const second = sendIncoming(url, 'second', wanted);
    return { unwanted: [first, second], patient: [before, between, sendIncoming(url, 'after', patient)] };
  },
  'a message to many users': ({ bot, patient, wanted }) => {
    const unwanted = [sendBot(bot, [ids.mikael, ids.gone, ids.ada], 'eins zwei drei', wanted)];
    return { unwanted, patient: [sendBot(bot, ids.ada, 'after', patient)] };
  },
};

const wholes: Readonly<Record<string, string>> = {
  'one message': 'unwanted|after',
  'a long text': 'before|eins zwei |drei vier |fuenf|after',
  'some among others': 'before|first|between|second|after',
  'a message to many users': 'eins zwei |drei|eins zwei |drei|after',
};

async function play(name: string, ...[abortAt, turnsLater, limiter, rateInterval]: Parameters<typeof createStage>) {
  const stage = createStage(abortAt, turnsLater, limiter, rateInterval);
  const { patient = [], unwanted = [] } = scenes[name]?.(stage) ?? {};
  const outcomes = await Promise.allSettled(unwanted);
  await Promise.all(patient);
  const posts = [...stage.texts(), ...stage.written()];
  return { outcomes, posts, listeners: stage.listening.size, moments: stage.count() };
}

describe.each(Object.keys(scenes))('an abort of %s', (name) => {
  const ways = [
    { limiter: 'own', rateInterval: 540 },
    { limiter: 'shared', rateInterval: 540 },
  ] as const;

  it.each(ways)(
    'at any moment rejects with its reason and holds up nobody: $limiter pace, $rateInterval ms',
    async (way) => {
      const { limiter, rateInterval } = way;
      const { posts, moments } = await play(name, Number.POSITIVE_INFINITY, 0, limiter, rateInterval);
      expect(posts.join('|')).toBe(wholes[name]);
      expect(moments).toBeGreaterThan(5);
      for (let moment = 0; moment < moments; moment++) {
        for (const turnsLater of [0, 2]) {
          const played = await play(name, moment, turnsLater, limiter, rateInterval);
          const where = `moment ${moment}, ${turnsLater} turns later`;
          for (const outcome of played.outcomes)
            expect(outcome.status === 'fulfilled' || outcome.reason === reason, where).toBe(true);
          judge(name, played, where);
        }
      }
    },
  );
});

/** What was posted is what would have been, without the rest of what was aborted. */
function judge(name: string, { outcomes, posts, listeners }: Awaited<ReturnType<typeof play>>, where: string): void {
  const whole = wholes[name]?.split('|') ?? [];
  const left = [...posts];
  const missing = whole.filter((text) => left[0] !== text || left.shift() === undefined);
  expect(left, `${where}: nothing is posted that should not be, nor twice, nor in another order`).toEqual([]);
  expect(missing, `${where}: what nobody aborted is posted`).not.toContain(
    expect.stringMatching(/before|between|after/),
  );
  if (outcomes.every(({ status }) => status === 'fulfilled')) expect(missing, where).toEqual([]);
  expect(listeners, `${where}: no listener is left`).toBe(0);
}
