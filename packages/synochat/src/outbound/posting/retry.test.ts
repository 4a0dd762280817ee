import { describe, expect, it, vi } from 'vitest';
import { bot } from '../../../test/portable/bot-chat.ts';
import { createChat } from '../../../test/portable/chat.ts';
import { failure, realTime, result, settle, standStill } from '../../../test/portable/clock.ts';
import { type Fetch, listUsers, memoryLimiter, sendBot, sendIncoming } from '../../index.ts';

standStill();

/** A server that answers the first requests so, then as `rest` does. */
function busyFor(times: number, status: number, retryAfter?: string, rest: Fetch = takesAll) {
  const asked: number[] = [];
  const fetch: Fetch = (url, init) => {
    asked.push(Math.round(performance.now()));
    if (asked.length > times) return rest(url, init);
    return Promise.resolve(new Response('busy', { status, headers: retryAfter ? { 'retry-after': retryAfter } : {} }));
  };
  return { asked, fetch };
}
const takesAll: Fetch = () => Promise.resolve(Response.json({ success: true }));
const always = Infinity;
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000);

describe('a proxy that is busy', () => {
  it.each([
    [429, undefined],
    [425, undefined],
    [429, '5'],
    [503, '5'],
  ])('and answers with status %i (Retry-After %s) passed nothing on, and may be asked again', async (status, after) => {
    const { asked, fetch } = busyFor(always, status, after);
    const error = await failure(sendIncoming(createChat().url, 'x', { fetch, retries: 0 }));
    expect(error).toMatchObject({ code: 'http_status', posted: 'no', retryable: true, remaining: [{ text: 'x' }] });
    expect(error.retryAfter).toBe(after && 5000);
    expect(error.message).toContain(`HTTP status ${status}`);
    expect(asked).toHaveLength(1);
  });

  it.each([
    undefined,
    'soon',
    '-1',
    '1.5',
    '5, 5',
    'foo bar 12:00:00 GMT',
    'Sun, 99 Nov 2026 12:00:00 GMT',
    '1e3',
    '0x10',
    'Sun, 2026',
    '2030-01-01T00:00:00Z',
  ])('and answers with status 503 and Retry-After %s leaves it unknown whether it posted', async (after) => {
    const { fetch } = busyFor(always, 503, after);
    const error = await failure(sendIncoming(createChat().url, 'x', { fetch }));
    expect(error).toMatchObject({ posted: 'unknown', retryable: false, retryAfter: undefined });
  });

  it.each([
    ['0', 0],
    ['0120', 120_000],
    ['99999999999', 2 ** 31 - 1],
    ['9'.repeat(400), 2 ** 31 - 1],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 0],
    ['Sunday, 06-Nov-94 08:49:37 GMT', 0],
    ['Sun Nov  6 08:49:37 1994', 0],
    ['Fri, 31 Dec 9999 23:59:59 GMT', 2 ** 31 - 1],
  ])('and says Retry-After: %s is understood', async (after, ms) => {
    const { fetch } = busyFor(always, 503, after);
    expect((await failure(sendIncoming(createChat().url, 'x', { fetch, retries: 0 }))).retryAfter).toBe(ms);
  });

  it('may name a time in each form of a date, in GMT wherever the program runs', async () => {
    vi.setSystemTime(Date.UTC(2026, 10, 29, 12, 0, 0));
    const forms = ['Sun, 29 Nov 2026 12:00:20 GMT', 'Sunday, 29-Nov-26 12:00:20 GMT', 'Sun Nov 29 12:00:20 2026'];
    for (const form of forms) {
      const { fetch } = busyFor(always, 429, form);
      const error = await failure(sendIncoming(createChat().url, 'x', { fetch, limiter: false }));
      expect(error.retryAfter).toBe(20_000);
    }
  });

  it.each([
    ['429', 429, '20'],
    ['a date', 503, undefined],
  ])('is waited for, up to 30 seconds (%s), and the messages behind keep their order', async (_, status, seconds) => {
    const { url, fetch: chat, texts, times } = createChat();
    const { asked, fetch } = busyFor(1, status, seconds ?? inSeconds(20).toUTCString(), chat);
    const start = Math.round(performance.now());
    const sending = ['a', 'b', 'c'].map((text) => sendIncoming(url, text, { fetch }));
    await settle(Promise.all(sending));
    expect(texts()).toEqual(['a', 'b', 'c']);
    // A date has no milliseconds.
    const waited = (asked[1] ?? 0) - start;
    expect(waited).toBeGreaterThan(18_900);
    expect(waited).toBeLessThanOrEqual(20_000);
    const [first = 0, ...others] = times().map((time) => Math.round(time));
    expect(others.map((time) => time - first)).toEqual([505, 1010]);
  });

  it('is waited for by a bot too', async () => {
    const { asked, fetch } = busyFor(2, 429, '3');
    await result(sendBot(bot, 5, 'x', { fetch }));
    expect(asked.map((time) => time - (asked[0] ?? 0))).toEqual([0, 3000, 6000]);
  });

  it('that wants more than 30 seconds is told to the caller at once', async () => {
    const { asked, fetch } = busyFor(always, 429, '31');
    const start = performance.now();
    const error = await failure(sendIncoming(createChat().url, 'x', { fetch, limiter: memoryLimiter() }));
    expect(error).toMatchObject({ retryAfter: 31_000, retryable: true });
    expect([performance.now() - start, asked.length]).toEqual([0, 1]);
  });

  it('that does not say how long is asked again after 50 ms, doubling, as often as wanted', async () => {
    const { asked, fetch } = busyFor(always, 429);
    const error = await failure(sendIncoming(createChat().url, 'x', { fetch, retries: 3 }));
    expect(error).toMatchObject({ retryable: true, retryAfter: undefined });
    const waits = asked.slice(1).map((time, n) => (time - (asked[n] ?? 0)) / (50 * 2 ** n));
    expect(waits).toHaveLength(3);
    for (const wait of waits) expect(Math.abs(wait - 1)).toBeLessThan(0.25);
  });

  it('gets a new slot of a shared limiter with each try', async () => {
    const { fetch } = busyFor(2, 429, '1');
    const limiter = { reserve: vi.fn(() => 0) };
    await result(sendIncoming(createChat().url, 'x', { fetch, limiter }));
    expect(limiter.reserve).toHaveBeenCalledTimes(3);
  });

  it('ends a message that is to go without a limiter at once', async () => {
    const { asked, fetch } = busyFor(always, 503, '1');
    const error = await failure(sendIncoming(createChat().url, 'x', { fetch, limiter: false }));
    expect([error.retryAfter, asked.length]).toEqual([1000, 1]);
  });

  it('does not delay an abort', async () => {
    const { fetch } = busyFor(always, 429, '30');
    const controller = new AbortController();
    const reason = new Error('no longer wanted');
    const sending = sendIncoming(createChat().url, 'x', { fetch, signal: controller.signal });
    const outcome = sending.catch((error: unknown) => error);
    await realTime();
    await vi.advanceTimersByTimeAsync(5000);
    controller.abort(reason);
    expect(await outcome).toBe(reason);
  });

  it('tells a question how long to wait too', async () => {
    const { asked, fetch } = busyFor(always, 503, '7');
    const error = await failure(listUsers(bot, { fetch }));
    expect(error).toMatchObject({ code: 'http_status', posted: 'no', retryable: true, retryAfter: 7000 });
    expect(asked).toHaveLength(1);
  });
});

describe('the wait between two tries', () => {
  it('grows to 30 seconds and no further, however often it is tried', async () => {
    const refused: Fetch = () => Promise.reject(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }));
    const waits: number[] = [];
    const sleep = (ms: number) => Promise.resolve(void waits.push(ms));
    await failure(sendIncoming(createChat().url, 'x', { fetch: refused, retries: 1200, sleep }));
    expect(waits).toHaveLength(1200);
    expect(Math.max(...waits)).toBeLessThanOrEqual(30_000);
    // Not all the same, so that several senders part.
    for (const wait of waits.slice(20)) expect(wait).toBeGreaterThanOrEqual(20_000);
    expect(new Set(waits.slice(20)).size).toBeGreaterThan(100);
  });
});
