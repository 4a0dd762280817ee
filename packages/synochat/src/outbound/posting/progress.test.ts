import { describe, expect, it } from 'vitest';
import { createBotChat, ids } from '../../../test/portable/bot-chat.ts';
import { createChat } from '../../../test/portable/chat.ts';
import { failure, result, settle, standStill } from '../../../test/portable/clock.ts';
import { type PostedPart, type SendOptions, sendBotAll, sendIncoming, type UpcomingRetry } from '../../index.ts';

standStill();

const long = 'aaaa bbbb cccc';
const short = { maxText: 5, interval: 505 };
const shown = ({ message, number, total }: PostedPart) => `${number} of ${total}: ${message.text?.trim()}`;

describe('onPosted', () => {
  it('is called with each part that Chat accepted, in order, and its number', async () => {
    const { url, fetch } = createChat();
    const parts: string[] = [];
    await result(sendIncoming(url, long, { ...short, fetch, onPosted: (part) => void parts.push(shown(part)) }));
    expect(parts).toEqual(['1 of 3: aaaa', '2 of 3: bbbb', '3 of 3: cccc']);
  });

  it('is told the user whom a bot writes to, and a webhook has none', async () => {
    const { bot, url, fetch } = createBotChat({ rateInterval: 0 });
    const users: unknown[] = [];
    const options: SendOptions = { fetch, onPosted: ({ userId }) => void users.push(userId) };
    await result(sendBotAll(bot, [ids.mikael, ids.ada], 'Hi', options));
    await result(sendIncoming(url, 'Hi', options));
    expect(users).toEqual([ids.mikael, ids.ada, undefined]);
  });

  it('counts the parts anew if Chat finds one too long', async () => {
    const { url, fetch } = createChat({ maxTextLength: 4, rateInterval: 0 });
    const parts: string[] = [];
    await result(sendIncoming(url, 'aaaabbbb', { fetch, onPosted: (part) => void parts.push(shown(part)) }));
    expect(parts).toEqual(['1 of 2: aaaa', '2 of 2: bbbb']);
  });

  it('is awaited before the next part leaves', async () => {
    const { url, fetch, times } = createChat();
    const onPosted = () => new Promise<void>((resolve) => setTimeout(resolve, 2000));
    await result(sendIncoming(url, long, { ...short, fetch, onPosted }));
    const [first = 0, second = 0, third = 0] = times();
    expect([second - first, third - second]).toEqual([2000, 2000]);
  });

  it.each([
    ['throws', () => expect.fail('the disk is full')],
    ['rejects', () => Promise.reject(new Error('the disk is full'))],
  ])('ends the message as partly posted if it %s, with the rest and the cause', async (_, fail) => {
    const { url, fetch, texts } = createChat();
    const onPosted = ({ number }: PostedPart): void | Promise<void> => {
      if (number === 2) return fail();
    };
    const error = await failure(sendIncoming(url, long, { ...short, fetch, onPosted }));
    expect(error).toMatchObject({ code: 'callback_failed', posted: 'partly', partsPosted: 2, retryable: false });
    expect(error.cause).toMatchObject({ message: 'the disk is full' });
    expect(error.remaining.map(({ text }) => text)).toEqual(['cccc']);
    expect(texts().map((text) => text.trim())).toEqual(['aaaa', 'bbbb']);
    // The next message is not held up.
    await result(sendIncoming(url, 'next', { fetch }));
    expect(texts().at(-1)).toBe('next');
  });

  it('leaves nothing to post if it throws after the last part', async () => {
    const { url, fetch, texts } = createChat();
    const onPosted = ({ number }: PostedPart) => (number === 3 ? expect.fail('the disk is full') : undefined);
    const error = await failure(sendIncoming(url, long, { ...short, fetch, onPosted }));
    expect(error).toMatchObject({ code: 'callback_failed', posted: 'partly', partsPosted: 3, remaining: [] });
    expect(texts()).toHaveLength(3);
  });

  it('that never resolves ends with an abort, and messages behind it go on after the timeout', async () => {
    const { url, fetch, texts } = createChat();
    const controller = new AbortController();
    const onPosted = () => new Promise<void>(() => undefined);
    const { signal } = controller;
    const stuck = sendIncoming(url, long, { ...short, fetch, signal, timeout: 3000, onPosted });
    stuck.catch(() => undefined);
    await result(sendIncoming(url, 'next', { fetch }));
    expect(texts().map((text) => text.trim())).toEqual(['aaaa', 'next']);
    controller.abort(new Error('enough'));
    expect((await failure(stuck)).message).toBe('enough');
  });

  it('is not called for a part that Chat refuses', async () => {
    const { url, fetch } = createChat();
    const parts: PostedPart[] = [];
    const wrong = url.replace(/token=.*/, 'token=%22synthetic%22');
    await settle(sendIncoming(wrong, 'x', { fetch, onPosted: (part) => void parts.push(part) }));
    expect(parts).toEqual([]);
  });
});

describe('onRetry', () => {
  it('is called before each wait with the error, the number and the milliseconds', async () => {
    const { url, fetch, texts } = createChat({ rateInterval: 700 });
    const retries: UpcomingRetry[] = [];
    const onRetry = (retry: UpcomingRetry) => void retries.push(retry);
    await result(sendIncoming(url, 'first', { fetch }));
    await result(sendIncoming(url, 'second', { fetch, onRetry }));
    expect(texts()).toEqual(['first', 'second']);
    expect(retries.map(({ attempt }) => attempt)).toEqual(retries.map((_, n) => n + 1));
    expect(retries.length).toBeGreaterThan(1);
    for (const { error, attempt, delay } of retries) {
      expect(error).toMatchObject({ name: 'SendError', code: 'rate_limited', posted: 'no', retryable: true });
      expect(error.remaining).toEqual([{ text: 'second' }]);
      expect(delay / (50 * 2 ** (attempt - 1))).toBeCloseTo(1, -1);
    }
  });

  it('is not called for an error that is not retried', async () => {
    const { url, fetch } = createChat();
    const retries: UpcomingRetry[] = [];
    const options: SendOptions = { fetch, retries: 0, limiter: false, onRetry: (retry) => void retries.push(retry) };
    await settle(Promise.all([1, 2].map((n) => sendIncoming(url, String(n), options))));
    expect(retries).toEqual([]);
  });

  it.each([
    ['throws', (): void => expect.fail('no')],
    ['rejects', () => Promise.reject(new Error('no'))],
  ])('ends the message unposted if it %s', async (_, onRetry) => {
    const { url, fetch, texts } = createChat({ rateInterval: 700 });
    await result(sendIncoming(url, 'first', { fetch }));
    const error = await failure(sendIncoming(url, 'second', { fetch, onRetry }));
    expect(error).toMatchObject({ code: 'callback_failed', posted: 'no', remaining: [{ text: 'second' }] });
    expect(error.cause).toMatchObject({ message: 'no' });
    expect(texts()).toEqual(['first']);
  });
});
