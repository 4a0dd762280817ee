import { describe, expect, it, vi } from 'vitest';
import { createChat } from '../../../test/portable/chat.ts';
import { realTime, settle, standStill } from '../../../test/portable/clock.ts';
import { memoryLimiter, sendIncoming } from '../../index.ts';

standStill();

const reason = new Error('no longer wanted');

/** A shared limiter that answers late, which brings posts closer together: the chats here allow for that. */
function createSlowLimiter(latency: number) {
  const slots = memoryLimiter();
  let asked = 0;
  const reserve = async (key: string) => {
    asked++;
    const at = performance.now() + Number(slots.reserve(key));
    await new Promise((resolve) => setTimeout(resolve, latency));
    return Math.max(0, at - performance.now());
  };
  return { limiter: { reserve }, asked: () => asked };
}

describe('a slot of a shared limiter', () => {
  it('whose caller aborts while the limiter is asked passes to the next in line', async () => {
    const { url, fetch, times, texts } = createChat({ rateInterval: 300 });
    const { limiter } = createSlowLimiter(100);
    await settle(sendIncoming(url, 'first', { fetch, limiter }));
    const [first = 0] = times();
    const controller = new AbortController();
    const unwanted = Promise.allSettled([sendIncoming(url, 'unwanted', { fetch, limiter, signal: controller.signal })]);
    const next = sendIncoming(url, 'next', { fetch, limiter });
    await realTime();
    await vi.advanceTimersByTimeAsync(50);
    controller.abort(reason);
    await settle(next);
    await unwanted;
    expect(texts()).toEqual(['first', 'next']);
    // The first was 100 ms late.
    expect(times().map((time) => Math.round(time - first))).toEqual([0, 405]);
  });

  it('is not lost either with callers that all abort sooner than the limiter answers', async () => {
    const { url, fetch, times } = createChat({ rateInterval: 300 });
    const { limiter, asked } = createSlowLimiter(100);
    await settle(sendIncoming(url, 'first', { fetch, limiter }));
    for (let n = 0; n < 20; n++) {
      const controller = new AbortController();
      const hurried = Promise.allSettled([sendIncoming(url, 'x', { fetch, limiter, signal: controller.signal })]);
      await realTime();
      await vi.advanceTimersByTimeAsync(20);
      controller.abort(reason);
      await hurried;
    }
    const start = performance.now();
    await settle(sendIncoming(url, 'patient', { fetch, limiter }));
    expect(asked()).toBeGreaterThan(5);
    expect((times()[1] ?? Number.NaN) - start).toBeLessThanOrEqual(5);
  });

  it('is used once, by one of those it could be for', async () => {
    const { url, fetch, texts, times, codes } = createChat({ rateInterval: 300 });
    const { limiter } = createSlowLimiter(40);
    const controller = new AbortController();
    const before = sendIncoming(url, 'before', { fetch, limiter });
    const unwanted = Promise.allSettled(
      [1, 2, 3].map((n) => sendIncoming(url, String(n), { fetch, limiter, signal: controller.signal })),
    );
    const after = ['a', 'b', 'c'].map((text) => sendIncoming(url, text, { fetch, limiter }));
    await realTime();
    await vi.advanceTimersByTimeAsync(60);
    controller.abort(reason);
    await settle(Promise.all([before, unwanted, ...after]));
    expect(texts()).toEqual(['before', 'a', 'b', 'c']);
    expect(codes()).toEqual([0, 0, 0, 0]);
    const gaps = times().map((time, n) => time - (times()[n - 1] ?? time - 505));
    for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(460);
  });
});

describe("the process's own pace", () => {
  it('keeps the distance also to one that overtook a post that was refused', async () => {
    const { nas, url, fetch, times, codes } = createChat({ faultRate411: 1, random: () => 0 });
    // It wakes up late from its first backoff, as on a machine that was suspended.
    const delays = [1900];
    const delayedSleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms + (delays.pop() ?? 0)));
    const refused = sendIncoming(url, 'refused', { fetch, sleep: delayedSleep });
    await realTime();
    await vi.advanceTimersByTimeAsync(0);
    await realTime();
    expect(codes()).toEqual([411]);
    nas.switches.faultRate411 = 0;
    const others = [1, 2, 3].map((n) => sendIncoming(url, String(n), { fetch }));
    await settle(Promise.all([refused, ...others]));
    expect(codes()).toEqual([411, 0, 0, 0, 0]);
    for (const [n, time] of times().entries()) expect(time - (times()[n - 1] ?? -1000)).toBeGreaterThanOrEqual(500);
  });
});
