import { describe, expect, it, vi } from 'vitest';
import { createBotChat, ids } from '../../../test/portable/bot-chat.ts';
import { standStill } from '../../../test/portable/clock.ts';
import {
  type Fetch,
  memoryLimiter,
  type RateLimiter,
  type SendOptions,
  sendBot,
  sendBotAll,
  sendIncoming,
} from '../../index.ts';

standStill();

const reason = new Error('no longer wanted');

/** Moments at which something is awaited, numbered in the order they come; at one of them an abort comes. */
function createMoments(abortAt: number, turnsLater: number, onAbort: () => void) {
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
    onAbort();
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
function createStage(pace: 'own' | 'shared', abortAt: number, turnsLater = 0) {
  // A little more than is waited for at first, so that some posts are refused and tried again.
  const chat = createBotChat({ rateInterval: 540 });
  const posts = () => [...chat.texts(), ...chat.written()];
  let postsAtAbort: readonly string[] | undefined;
  let leftLate = 0;
  const { signal, listening, pass, count } = createMoments(abortAt, turnsLater, () => {
    postsAtAbort = posts();
  });
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
  const patient: SendOptions = { fetch, sleep, maxText: 10, limiter: pace === 'shared' ? shared : undefined };
  const watched: Fetch = (url, init) => {
    if (signal.aborted) leftLate++;
    return fetch(url, init);
  };
  const wanted = { ...patient, fetch: watched, signal };
  const record = { posts, count, listening, postsAtAbort: () => postsAtAbort ?? posts(), leftLate: () => leftLate };
  return { ...chat, ...record, patient, wanted };
}

type Stage = ReturnType<typeof createStage>;

/** The messages to send, some of them with the signal, and the posts if the signal never aborts. */
const scenes = {
  'messages among others': {
    whole: ['before', 'eins zwei ', 'drei vier ', 'fuenf', 'between', 'second', 'after'],
    send({ url, patient, wanted }: Stage) {
      const before = sendIncoming(url, 'before', patient);
      const first = sendIncoming(url, 'eins zwei drei vier fuenf', wanted);
      const between = sendIncoming(url, 'between', patient);
      const second = sendIncoming(url, 'second', wanted);
      return { unwanted: [first, second], others: [before, between, sendIncoming(url, 'after', patient)] };
    },
  },
  'a message to many users': {
    whole: ['eins zwei ', 'drei', 'eins zwei ', 'drei', 'after'],
    send({ bot, patient, wanted }: Stage) {
      const unwanted = [sendBotAll(bot, [ids.mikael, ids.gone, ids.ada], 'eins zwei drei', wanted)];
      return { unwanted, others: [sendBot(bot, ids.ada, 'after', patient)] };
    },
  },
};

async function play(name: keyof typeof scenes, ...stageFor: Parameters<typeof createStage>) {
  const stage = createStage(...stageFor);
  const { unwanted, others } = scenes[name].send(stage);
  const outcomes = await Promise.allSettled<unknown>(unwanted);
  await Promise.all<unknown>(others);
  return { ...stage, outcomes, posts: stage.posts() };
}

describe.each(Object.keys(scenes) as (keyof typeof scenes)[])('an abort of %s', (name) => {
  it.each(['own', 'shared'] as const)(
    'at any moment rejects with its reason, stops the parts that were not sent, and delays no other message: %s pace',
    async (pace) => {
      const undisturbed = await play(name, pace, Number.POSITIVE_INFINITY);
      expect(undisturbed.posts).toEqual(scenes[name].whole);
      judge(name, undisturbed);
      expect(undisturbed.count()).toBeGreaterThan(20);
      for (let moment = 0; moment < undisturbed.count(); moment++) {
        for (const turnsLater of [0, moment % 2 === 0 ? 3 : 9])
          judge(name, await play(name, pace, moment, turnsLater), moment, turnsLater);
      }
    },
    30_000,
  );
});

/** Expects the posts of a run without an abort, except for the rest of each aborted message. */
function judge(name: keyof typeof scenes, played: Awaited<ReturnType<typeof play>>, ...when: number[]): void {
  const { outcomes, posts, postsAtAbort, listening, leftLate } = played;
  const at = `abort at moment, and turns later, ${when.join()}: `;
  const whole: readonly string[] = scenes[name].whole;
  const remaining = [...posts];
  const missing = whole.filter((text) => remaining[0] !== text || remaining.shift() === undefined);
  expect(remaining, `${at}nothing is posted that should not be, nor twice, nor in another order`).toEqual([]);
  for (const other of ['before', 'between', 'after'])
    expect(missing, `${at}what nobody aborted is posted`).not.toContain(other);
  for (const outcome of outcomes)
    expect(outcome.status === 'fulfilled' || outcome.reason === reason, `${at}the reason is the abort's`).toBe(true);
  if (outcomes.every(({ status }) => status === 'fulfilled')) {
    expect(missing, `${at}what resolved was posted`).toEqual([]);
    const before = postsAtAbort().length;
    expect(whole.slice(before), `${at}what was not posted yet is stopped`).toEqual(
      before < whole.length ? ['after'] : [],
    );
  }
  expect(leftLate(), `${at}nothing leaves after the abort`).toBe(0);
  expect(listening.size, `${at}no listener is left`).toBe(0);
}
