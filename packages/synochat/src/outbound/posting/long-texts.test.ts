import { describe, expect, it, vi } from 'vitest';
import { createChat } from '../../../test/portable/chat.ts';
import { failure, result, settle, standStill } from '../../../test/portable/clock.ts';
import { type Message, sendIncoming, splitText } from '../../index.ts';

standStill();

const attachments = [{ callbackId: 'c', text: 'Sure?', buttons: [{ name: 'n', value: 'v', text: 'Yes' }] }];
const lines = (count: number) => Array.from({ length: count }, (_, n) => `line ${n} of a long report`).join('\n');

describe('a text over the limit', () => {
  it('arrives in several posts, whole, in order and at the pace of all posts', async () => {
    const { url, fetch, texts, times } = createChat();
    const text = lines(200);
    const start = performance.now();
    await result(sendIncoming(url, text, { fetch }));
    expect(texts().join('')).toBe(text);
    expect(texts()).toEqual(splitText(text));
    expect(times().map((time) => Math.round(time - start))).toEqual([0, 505, 1010]);
  });

  it('has nothing of another message between its parts', async () => {
    const { url, fetch, texts } = createChat();
    const all = ['a', 'b', 'c'].map((letter) => letter.repeat(3000));
    await result(Promise.all(all.map((text) => sendIncoming(url, text, { fetch }))));
    expect(texts().map((text) => text[0])).toEqual(['a', 'a', 'b', 'b', 'c', 'c']);
    expect(texts().join('')).toBe(all.join(''));
  });

  it('has its file before all of it and its buttons after', async () => {
    const { nas, url, fetch } = createChat({ fetch: () => Promise.resolve(new Response('bytes')) });
    const message = { text: 'x'.repeat(4500), fileUrl: 'http://files.example/a.png', attachments };
    await result(sendIncoming(url, message, { fetch }));
    expect(
      nas.posts('general').map(({ text, file, attachments }) => [text.length, file?.name, attachments.length]),
    ).toEqual([
      [2000, 'a.png', 0],
      [2000, undefined, 0],
      [500, undefined, 1],
    ]);
  });

  it('is split where the caller says', async () => {
    const { url, fetch, texts } = createChat();
    await result(sendIncoming(url, 'one two three', { fetch, maxText: 8 }));
    expect(texts()).toEqual(['one two ', 'three']);
    await expect(sendIncoming(url, 'x', { fetch, maxText: 0 })).rejects.toThrow(RangeError);
  });

  it('of blanks alone is no message', async () => {
    const { url, fetch, nas } = createChat();
    await expect(sendIncoming(url, ' '.repeat(5000), { fetch })).rejects.toThrow('empty');
    expect(nas.exchanges()).toEqual([]);
  });

  it('may be changed while it is on its way: posted and reported is what it was', async () => {
    const { url, fetch, texts } = createChat({ maxTextLength: 60 });
    const button = { name: 'n', value: 'v', text: 'Yes' };
    const message = { text: 'as it was '.repeat(10), attachments: [{ callbackId: 'c', text: 't', buttons: [button] }] };
    const change = () => {
      message.text = 'changed';
      button.text = 'changed';
    };
    const changing: typeof fetch = (address, init) => {
      change();
      return fetch(address, init);
    };
    await result(sendIncoming(url, message, { fetch: changing }));
    expect(texts().join('')).toBe('as it was '.repeat(10));
    message.text = 'second';
    const refusing = () => (change(), Promise.resolve(Response.json({ error: { code: 404 }, success: false })));
    const error = await failure(sendIncoming(url, message, { fetch: refusing }));
    expect(error.remaining).toMatchObject([{ text: 'second' }]);
  });

  it('may be changed after the call without an effect', async () => {
    const { url, fetch, texts } = createChat();
    const message = { text: 'as it was' };
    const first = sendIncoming(url, 'first', { fetch });
    const sending = sendIncoming(url, message, { fetch });
    message.text = 'changed';
    await result(Promise.all([first, sending]));
    expect(texts()).toEqual(['first', 'as it was']);
  });
});

describe('a server that takes less than 2000 characters', () => {
  it('gets the text in halves, until they fit, and the rest in parts of that size', async () => {
    const { url, fetch, texts, codes } = createChat({ maxTextLength: 600 });
    const text = lines(150);
    await result(sendIncoming(url, text, { fetch }));
    expect(texts().join('')).toBe(text);
    // 2000, 1000 and 500 code points.
    expect(codes().filter((code) => code === 410)).toHaveLength(2);
  });

  it('may count bytes: a text of emoji arrives too', async () => {
    const { url, fetch, texts } = createChat({ lengthUnit: 'byte' });
    const text = '😀'.repeat(1999);
    await result(sendIncoming(url, text, { fetch }));
    expect(texts().join('')).toBe(text);
  });

  it('in one place only does not cut up what others take', async () => {
    const chat = createChat();
    // As a server may that counts otherwise: it finds the third part too long, and its halves not.
    let calls = 0;
    const fetch: typeof chat.fetch = (url, init) =>
      ++calls === 3 ? Promise.resolve(Response.json({ error: { code: 410 }, success: false })) : chat.fetch(url, init);
    await result(sendIncoming(chat.url, 'x'.repeat(9000), { fetch }));
    expect(chat.texts().map(({ length }) => length)).toEqual([2000, 2000, 1000, 1000, 2000, 1000]);
  });

  it('down to nothing ends in text_too_long, with nothing posted', async () => {
    const { url, fetch, texts, codes } = createChat({ maxTextLength: 1 });
    const error = await failure(sendIncoming(url, 'word '.repeat(500), { fetch }));
    expect(error).toMatchObject({
      code: 'text_too_long',
      apiCode: 410,
      posted: 'no',
      partsPosted: 0,
      retryable: false,
    });
    expect(error.remaining.map(({ text }) => text).join('')).toBe('word '.repeat(500));
    // At first, and after each of eight halvings.
    expect(codes()).toHaveLength(9);
    expect(texts()).toEqual([]);
  });

  it('by a character gets a text of two in two posts, and has no use for a half of one', async () => {
    const { url, fetch, texts } = createChat({ maxTextLength: 1 });
    await result(sendIncoming(url, 'ab', { fetch }));
    expect(texts()).toEqual(['a', 'b']);
    const tooLong = createChat({ maxTextLength: 1, lengthUnit: 'byte' });
    expect(await failure(sendIncoming(tooLong.url, '😀', { fetch: tooLong.fetch }))).toMatchObject({
      code: 'text_too_long',
    });
    expect(tooLong.codes()).toEqual([410]);
  });
});

describe('a failure in the middle', () => {
  /** The server answers from the n-th call on as given. */
  function failing(from: number, answer: () => Response | Promise<Response>) {
    const chat = createChat();
    let calls = 0;
    const fetch: typeof chat.fetch = (address, init) =>
      calls++ >= from ? Promise.resolve(answer()) : chat.fetch(address, init);
    return { ...chat, fetch };
  }

  const refused = () => Response.json({ error: { code: 404 }, success: false });
  const parts = splitText(lines(300));

  it('says how much was posted and holds the rest, so that a caller can go on from there', async () => {
    const { url, fetch, texts, ...chat } = failing(2, refused);
    const error = await failure(sendIncoming(url, { text: lines(300), attachments }, { fetch }));
    expect(error).toMatchObject({ code: 'token_invalid', posted: 'partly', partsPosted: 2, retryable: false });
    expect(error.message).toContain('posted before: 2');
    expect(texts()).toEqual(parts.slice(0, 2));
    const rest: Message[] = parts.slice(2).map((text) => ({ text }));
    rest[rest.length - 1] = { ...rest.at(-1), attachments };
    expect(error.remaining).toEqual(rest);

    const healthy = createChat();
    for (const message of error.remaining) await settle(sendIncoming(healthy.url, message, { fetch: healthy.fetch }));
    expect([...texts(), ...healthy.texts()].join('')).toBe(lines(300));
    expect(chat.nas.exchanges()).toHaveLength(2);
  });

  it('of the limiter holds the rest, too', async () => {
    const { url, fetch, texts } = createChat();
    let slots = 0;
    const limiter = { reserve: () => (++slots > 2 ? Promise.reject(new Error('the store is away')) : 505) };
    const error = await failure(sendIncoming(url, lines(300), { fetch, limiter }));
    expect(error).toMatchObject({ code: 'limiter_failed', posted: 'partly', partsPosted: 2 });
    expect([...texts(), ...error.remaining.map(({ text }) => text)]).toEqual(parts);
  });

  it('that leaves it open whether its part was posted says so, whatever came before', async () => {
    const { url, fetch } = failing(1, () => new Response('Bad gateway', { status: 502 }));
    const error = await failure(sendIncoming(url, lines(300), { fetch }));
    expect(error).toMatchObject({ code: 'http_status', posted: 'unknown', partsPosted: 1, retryable: false });
    expect(error.message).toMatch(/Chat may have posted it/);
    expect(error.remaining[0]).toEqual({ text: parts[1] });
  });

  it('lets the next message go', async () => {
    const { url, fetch, texts } = failing(1, refused);
    const [first, second] = await Promise.all([
      failure(sendIncoming(url, lines(300), { fetch })),
      failure(sendIncoming(url, 'next', { fetch })),
    ]);
    expect([first.partsPosted, second.code]).toEqual([1, 'token_invalid']);
    expect(texts()).toHaveLength(1);
  });

  it('that is 411 is tried again, and the message arrives whole', async () => {
    const { url, fetch, texts } = createChat({ faultRate411: 0.4, random: draws(0.9, 0.1, 0.9, 0.1, 0.1) });
    await result(sendIncoming(url, lines(300), { fetch }));
    expect(texts()).toEqual(parts);
  });

  it('by an abort rejects with its reason, and what was not sent is not', async () => {
    const { url, fetch, texts } = createChat();
    const controller = new AbortController();
    const sending = Promise.allSettled([sendIncoming(url, lines(300), { fetch, signal: controller.signal })]);
    await vi.advanceTimersByTimeAsync(700);
    controller.abort(new Error('enough'));
    expect(await sending).toMatchObject([{ status: 'rejected', reason: { message: 'enough' } }]);
    await settle(sendIncoming(url, 'next', { fetch }));
    expect(texts().at(-1)).toBe('next');
    expect(texts().length).toBeLessThan(4);
  });
});

/** The draws, and after them always a high one. */
function draws(...numbers: number[]): () => number {
  return () => numbers.shift() ?? 0.99;
}
