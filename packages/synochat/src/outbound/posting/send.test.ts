import { describe, expect, it, vi } from 'vitest';
import { createChat } from '../../../test/portable/chat.ts';
import { failure, realTime, result, settle, standStill } from '../../../test/portable/clock.ts';
import { link, memoryLimiter, SendError, type SendOptions, sendIncoming } from '../../index.ts';

standStill();

describe('sendIncoming', () => {
  it('posts a text as it is: markup, & + % quotes, lines and any Unicode', async () => {
    const { url, fetch, texts } = createChat();
    const text = `a & b + c 100% "q" \\ ; #x\n${link('https://x/?a=b&c=d', 'more')} %20 %22 é漢😀`;
    await sendIncoming(url, text, { fetch });
    expect(texts()).toEqual([text]);
  });

  it('posts a file by its address, with or without a text', async () => {
    const asked: string[] = [];
    const served = ({ url: address }: Request) => {
      asked.push(address);
      return Promise.resolve(new Response('bytes', { headers: { 'content-type': 'image/png' } }));
    };
    const { nas, url, fetch } = createChat({ fetch: served });
    const first = sendIncoming(
      url,
      { text: 'a fun image', fileUrl: 'http://10.0.1.100:8123/local/cam.png' },
      { fetch },
    );
    const second = sendIncoming(url, { fileUrl: new URL('https://files.example/a%20b.pdf') }, { fetch });
    await settle(Promise.all([first, second]));
    expect(asked).toEqual(['http://10.0.1.100:8123/local/cam.png', 'https://files.example/a%20b.pdf']);
    expect(nas.posts('general').map(({ text, file }) => [text, file?.size])).toEqual([
      ['a fun image', 5],
      ['', 5],
    ]);
  });

  it('takes the webhook as copied, with quotes, bare, as URL or by its parts', async () => {
    const { url, token, fetch, texts } = createChat({ rateInterval: 0 });
    const { hostname: host, port } = new URL(url);
    const forms = [
      url,
      url.replaceAll('%22', '"'),
      url.replaceAll('%22', ''),
      new URL(url),
      { host, token, port: Number(port), https: false },
    ];
    await settle(Promise.all(forms.map((webhook, n) => sendIncoming(webhook, String(n), { fetch }))));
    expect(texts()).toEqual(['0', '1', '2', '3', '4']);
  });

  it('rejects what is no message or no webhook before anything is sent', async () => {
    const { url, fetch, nas } = createChat();
    await expect(sendIncoming(url, '', { fetch })).rejects.toThrow(TypeError);
    await expect(sendIncoming(url, { fileUrl: 'cam.png' }, { fetch })).rejects.toThrow('fileUrl');
    await expect(sendIncoming('nas', 'x', { fetch })).rejects.toThrow(TypeError);
    expect(nas.exchanges()).toEqual([]);
  });

  it.each<SendOptions>([
    { interval: -1 },
    { interval: Number.NaN },
    { interval: Infinity },
    { retries: -1 },
    { timeout: Number.NaN },
    { timeout: 0 },
    { timeout: '5000' as unknown as number },
  ])('rejects the option %j', async (options) => {
    const { url, fetch } = createChat();
    await expect(sendIncoming(url, 'x', { fetch, ...options })).rejects.toThrow(RangeError);
  });

  it('has no use for an interval beside a limiter', async () => {
    const { url, fetch } = createChat();
    await expect(sendIncoming(url, 'x', { fetch, interval: 1, limiter: memoryLimiter() })).rejects.toThrow(TypeError);
  });
});

describe('posts of one integration', () => {
  it('sent all at once arrive all and in order, against jitter: none of 20 is lost', async () => {
    // Up to 8 ms more or less, different for each and always the same in this test.
    let n = 0;
    const { url, fetch, texts } = createChat({ delay: () => 150 + ((n++ * 37) % 17) - 8 });
    const messages = Array.from({ length: 20 }, (_, index) => `message ${index}`);
    const start = performance.now();
    let end = 0;
    await settle(
      Promise.all(messages.map((text) => sendIncoming(url, text, { fetch }))).then(
        () => void (end = performance.now()),
      ),
    );
    expect(texts()).toEqual(messages);
    expect(20_000 / (end - start)).toBeGreaterThan(1.9);
  });

  it('start an interval apart, and nothing waits after the last', async () => {
    const { url, fetch, times } = createChat();
    const start = performance.now();
    let end = 0;
    await settle(
      Promise.all([1, 2, 3].map((n) => sendIncoming(url, String(n), { fetch }))).then(
        () => void (end = performance.now()),
      ),
    );
    expect(times().map((time) => Math.round(time - start))).toEqual([0, 505, 1010]);
    expect(Math.round(end - start)).toBe(1010);
  });

  it('may have another interval', async () => {
    const { url, fetch, times } = createChat({ rateInterval: 2000 });
    const start = performance.now();
    await settle(Promise.all([1, 2].map((n) => sendIncoming(url, String(n), { fetch, interval: 2010 }))));
    expect(times().map((time) => Math.round(time - start))).toEqual([0, 2010]);
  });

  it('wait for the answer to the one before: a file that the NAS downloads is not overtaken', async () => {
    const slow = async () => {
      await new Promise((resolve) => setTimeout(resolve, 5000));
      return new Response('bytes');
    };
    const { nas, url, fetch } = createChat({ fetch: slow });
    const file = sendIncoming(url, { fileUrl: 'http://files.example/a.png' }, { fetch });
    const text = sendIncoming(url, 'the text after it', { fetch });
    await settle(Promise.all([file, text]));
    expect(nas.posts('general').map((post) => post.text || post.file?.name)).toEqual(['a.png', 'the text after it']);
  });

  it('do not wait for another integration', async () => {
    const { nas, url, fetch } = createChat();
    const other = nas.addIncoming({ channel: 'general' }).url;
    const start = performance.now();
    await settle(Promise.all([sendIncoming(url, 'a', { fetch }), sendIncoming(other, 'b', { fetch })]));
    expect(nas.posts('general').map(({ sentAt }) => Math.round(sentAt.getTime() - start))).toEqual([0, 0]);
  });

  it('that come too early for the server are tried again before later ones go', async () => {
    const { url, fetch, texts, codes } = createChat({ rateInterval: 900 });
    await settle(Promise.all(['a', 'b', 'c'].map((text) => sendIncoming(url, text, { fetch }))));
    expect(texts()).toEqual(['a', 'b', 'c']);
    expect(codes().filter((code) => code === 411).length).toBeGreaterThan(0);
  });

  it('go on after one that failed', async () => {
    const { url, fetch, texts } = createChat({ fetch: () => Promise.reject(new Error('nobody there')) });
    const file = failure(sendIncoming(url, { fileUrl: 'http://files.example/a.png' }, { fetch }));
    const next = sendIncoming(url, 'next', { fetch });
    expect((await file).code).toBe('file_unreachable');
    await settle(next);
    expect(texts()).toEqual(['next']);
  });
});

describe('a server that answers 411 for ever', () => {
  it('ends in an error that says nothing was posted and that it may be sent again', async () => {
    const { url, fetch, texts, codes } = createChat({ rateInterval: 3_600_000 });
    await settle(sendIncoming(url, 'first', { fetch }));
    const error = await failure(sendIncoming(url, 'second', { fetch }));
    expect(error).toMatchObject({ code: 'rate_limited', apiCode: 411, posted: 'no', partsPosted: 0, retryable: true });
    expect(error.remaining).toEqual([{ text: 'second' }]);
    expect(codes().slice(1)).toEqual([411, 411, 411, 411, 411, 411, 411]);
    expect(texts()).toEqual(['first']);
  });

  it('is asked as often as wanted', async () => {
    const { url, fetch, codes } = createChat({ rateInterval: 3_600_000 });
    await settle(sendIncoming(url, 'first', { fetch }));
    await failure(sendIncoming(url, 'second', { fetch, retries: 0 }));
    expect(codes()).toEqual([0, 411]);
  });

  it('is waited for 50 ms, then twice as long each time, a fifth more or less', async () => {
    const { url, fetch } = createChat({ rateInterval: 3_600_000 });
    await settle(sendIncoming(url, 'first', { fetch }));
    const waits: number[] = [];
    const sleep = (ms: number) => Promise.resolve(void waits.push(ms));
    await failure(sendIncoming(url, 'second', { fetch, sleep }));
    // Before its first try it waits for its slot.
    const [slot, ...backoffs] = waits.map((ms) => Math.round(ms));
    expect([slot, backoffs.length]).toEqual([505, 6]);
    for (const [index, ms] of backoffs.entries()) {
      expect(ms / (50 * 2 ** index)).toBeGreaterThanOrEqual(0.8);
      expect(ms / (50 * 2 ** index)).toBeLessThanOrEqual(1.2);
    }
  });
});

describe('without a limiter', () => {
  it('a message goes at once, unordered, and a 411 is an error at once', async () => {
    const { url, fetch, codes } = createChat();
    const start = performance.now();
    const outcomes = await Promise.allSettled(
      ['a', 'b'].map((text) => sendIncoming(url, text, { fetch, limiter: false })),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect((outcomes[1] as PromiseRejectedResult).reason).toMatchObject({ code: 'rate_limited', retryable: true });
    expect([performance.now() - start, codes()]).toEqual([0, [0, 411]]);
  });
});

describe('a shared limiter', () => {
  it('decides the waits of every integration, under keys that hold no token', async () => {
    const { nas, url, token, fetch, times } = createChat();
    const other = nas.addIncoming({ channel: 'general' }).url;
    const keys: string[] = [];
    const one = memoryLimiter({ interval: 700 });
    const limiter = { reserve: (key: string) => (keys.push(key), Promise.resolve(one.reserve('the whole server'))) };
    const start = performance.now();
    const sending = Promise.all([
      sendIncoming(url, 'a', { fetch, limiter }),
      sendIncoming(other, 'b', { fetch, limiter }),
      sendIncoming(url, 'c', { fetch, limiter }),
    ]);
    await settle(sending);
    expect(times().map((time) => Math.round(time - start))).toEqual([0, 700, 1400]);
    expect(new Set(keys).size).toBe(2);
    expect(keys.join()).toMatch(/^[0-9a-f]{64}(,[0-9a-f]{64}){2}$/);
    expect(keys.join()).not.toContain(token);
  });

  it('that fails, fails the message, which was not sent, and not the next', async () => {
    const { url, fetch, texts } = createChat();
    const limiter = { reserve: () => Promise.reject(new Error('the store is away')) };
    await expect(sendIncoming(url, 'a', { fetch, limiter })).rejects.toMatchObject({
      ...{ code: 'limiter_failed', posted: 'no', retryable: true, remaining: [{ text: 'a' }] },
      cause: { message: 'the store is away' },
    });
    await sendIncoming(url, 'b', { fetch });
    expect(texts()).toEqual(['b']);
  });

  it.each([Number.NaN, -1, Infinity, undefined, '5000'])(
    'that answers %j is a mistake, not a free pass',
    async (answer) => {
      const { url, fetch, nas } = createChat();
      const limiter = { reserve: () => answer as number };
      const cause = expect.any(RangeError) as RangeError;
      await expect(sendIncoming(url, 'a', { fetch, limiter })).rejects.toMatchObject({ code: 'limiter_failed', cause });
      expect(nas.exchanges()).toEqual([]);
    },
  );

  it('gives a new slot to a post that came too early', async () => {
    const { url, fetch, texts } = createChat({ rateInterval: 600 });
    let reserved = 0;
    const one = memoryLimiter();
    const limiter = { reserve: (key: string) => (reserved++, one.reserve(key)) };
    const sending = Promise.all(['a', 'b'].map((text) => sendIncoming(url, text, { fetch, limiter })));
    await settle(sending);
    expect([texts(), reserved]).toEqual([['a', 'b'], 3]);
  });
});

describe('an abort', () => {
  const reason = new Error('no longer wanted');

  it('before the call sends nothing', async () => {
    const { url, fetch, nas } = createChat();
    await expect(sendIncoming(url, 'x', { fetch, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(nas.exchanges()).toEqual([]);
  });

  it('before the call costs those after it no slot', async () => {
    const { url, fetch, times } = createChat();
    const start = performance.now();
    const unwanted = Promise.allSettled([sendIncoming(url, 'x', { fetch, signal: AbortSignal.abort(reason) })]);
    await settle(sendIncoming(url, 'wanted', { fetch }));
    await unwanted;
    expect(times()).toEqual([start]);
  });

  it('in the queue frees the place: those behind keep their order and the slot passes on', async () => {
    const { url, fetch, texts, times } = createChat();
    const start = performance.now();
    const controller = new AbortController();
    const first = sendIncoming(url, 'first', { fetch });
    const unwanted = Promise.allSettled(
      [2, 3].map((n) => sendIncoming(url, String(n), { fetch, signal: controller.signal })),
    );
    const last = sendIncoming(url, 'last', { fetch });
    await vi.advanceTimersByTimeAsync(100);
    controller.abort(reason);
    const outcomes = await unwanted;
    expect(outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason === reason)).toEqual([true, true]);
    await settle(Promise.all([first, last]));
    expect(texts()).toEqual(['first', 'last']);
    expect(times().map((time) => Math.round(time - start))).toEqual([0, 505]);
  });

  it('behind one that hangs ends the wait at once', async () => {
    const { url, fetch } = createChat();
    const head = new AbortController();
    const hanging = sendIncoming(url, 'hangs', { fetch: () => new Promise(() => undefined), signal: head.signal });
    const controller = new AbortController();
    const unwanted = sendIncoming(url, 'x', { fetch, signal: controller.signal }).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(100);
    controller.abort(reason);
    expect(await Promise.race([unwanted, realTime()])).toBe(reason);
    head.abort(reason);
    await expect(hanging).rejects.toBe(reason);
  });

  it('while it waits for its time leaves no timer that goes on', async () => {
    const { url, fetch, texts } = createChat();
    const controller = new AbortController();
    await result(sendIncoming(url, 'first', { fetch }));
    const before = vi.getTimerCount();
    const unwanted = sendIncoming(url, 'second', { fetch, signal: controller.signal }).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(100);
    expect(vi.getTimerCount()).toBe(before + 1);
    controller.abort(reason);
    expect(await unwanted).toBe(reason);
    await realTime();
    expect(vi.getTimerCount()).toBe(before);
    expect(texts()).toEqual(['first']);
  });

  it('of every caller that is in a hurry lets messages through all the same', async () => {
    for (const limiter of [undefined, memoryLimiter()]) {
      const { url, fetch, texts } = createChat();
      const sending: Promise<unknown>[] = [];
      // Each waits 200 ms at most; if each took a slot of 505 ms with it, none would ever be sent.
      for (let n = 0; n < 40; n++) {
        const controller = new AbortController();
        sending.push(
          sendIncoming(url, String(n), { fetch, signal: controller.signal, limiter }).catch(() => undefined),
        );
        setTimeout(() => {
          controller.abort(reason);
        }, 200);
        await realTime();
        await vi.advanceTimersByTimeAsync(50);
      }
      await settle(Promise.all(sending));
      expect(texts().length).toBeGreaterThanOrEqual(3);
    }
  });

  it('that comes while the runtime reports a failure throws its reason, never the failure, which may hold the address', async () => {
    for (let turns = 0; turns < 25; turns++) {
      const controller = new AbortController();
      const { url } = createChat();
      const broken = () => Promise.reject(new Error(`error sending request for url (${url})`));
      const sending = Promise.allSettled([sendIncoming(url, 'x', { fetch: broken, signal: controller.signal })]);
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      controller.abort(reason);
      const [outcome] = await sending;
      const thrown: unknown = outcome.status === 'rejected' ? outcome.reason : undefined;
      expect(thrown === reason || thrown instanceof SendError).toBe(true);
    }
  });

  it('during the exchange ends it', async () => {
    const chat = createChat({ delay: () => 10_000 });
    const controller = new AbortController();
    let exchange: AbortSignal | null | undefined;
    const fetch: typeof chat.fetch = (url, init) => {
      exchange = init.signal;
      return chat.fetch(url, init);
    };
    const sending = Promise.allSettled([sendIncoming(chat.url, 'x', { fetch, signal: controller.signal })]);
    await vi.advanceTimersByTimeAsync(1000);
    controller.abort(reason);
    expect(await sending).toEqual([{ status: 'rejected', reason }]);
    expect(exchange?.aborted).toBe(true);
  });

  it('ends also a fetch, a sleep or a limiter that does not listen to it', async () => {
    const { url, fetch } = createChat();
    const never = () => new Promise<never>(() => undefined);
    for (const options of [{ fetch: never }, { fetch, sleep: never }, { fetch, limiter: { reserve: never } }]) {
      const controller = new AbortController();
      const sending = Promise.allSettled([
        sendIncoming(url, 'x', { fetch }),
        sendIncoming(url, 'x', { ...options, signal: controller.signal }),
      ]);
      await vi.advanceTimersByTimeAsync(600);
      controller.abort(reason);
      expect((await sending)[1]).toEqual({ status: 'rejected', reason });
      await vi.advanceTimersByTimeAsync(2000);
    }
  });

  it('leaves no listener on a signal that lives as long as the program', async () => {
    const { url, fetch } = createChat();
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, 'addEventListener');
    const removed = vi.spyOn(signal, 'removeEventListener');
    await settle(Promise.all([1, 2, 3].map((n) => sendIncoming(url, String(n), { fetch, signal }))));
    expect(added.mock.calls.length).toBeGreaterThan(0);
    const removedListeners = new Set(removed.mock.calls.map(([, listener]) => listener));
    expect(added.mock.calls.filter(([, listener]) => !removedListeners.has(listener))).toEqual([]);
  });
});

describe('a time-out', () => {
  it('is counted from the start of the exchange, not of the wait in the queue', async () => {
    const { url, fetch, texts } = createChat({ delay: () => 300 });
    await settle(Promise.all([1, 2, 3, 4].map((n) => sendIncoming(url, String(n), { fetch, timeout: 400 }))));
    expect(texts()).toHaveLength(4);
  });

  it('does not tell whether the message was posted, so it is never sent again', async () => {
    const { url, fetch, nas } = createChat({ delay: () => 1000 });
    const error = await failure(sendIncoming(url, 'x', { fetch, timeout: 600 }));
    expect(error).toMatchObject({ code: 'timeout', posted: 'unknown', retryable: false });
    expect(nas.exchanges()).toHaveLength(1);
  });

  it('ends a fetch that never settles, and the next message goes', async () => {
    const { url, fetch, texts } = createChat();
    const hung = failure(sendIncoming(url, 'x', { fetch: () => new Promise(() => undefined), timeout: 1000 }));
    const next = settle(sendIncoming(url, 'next', { fetch }));
    expect((await hung).code).toBe('timeout');
    await next;
    expect(texts()).toEqual(['next']);
  });
});

describe('a sender that vanished in mid-send, as a cancelled request on Workers does', () => {
  it('is overtaken when its lease has expired, and the messages behind go in order', async () => {
    const { url, fetch, texts, times } = createChat();
    // The message never settles: its exchange does not end, and its timer is removed.
    void sendIncoming(url, 'vanished', { fetch: () => new Promise(() => undefined), timeout: 2000 });
    await vi.advanceTimersByTimeAsync(0);
    vi.clearAllTimers();
    const start = performance.now();
    await settle(Promise.all(['a', 'b'].map((text) => sendIncoming(url, text, { fetch }))));
    expect(texts()).toEqual(['a', 'b']);
    expect(times().map((time) => Math.round((time - start) / 100))).toEqual([31, 36]);
  });

  it('and comes back after its lease keeps the distance all the same', async () => {
    const { url, fetch, times } = createChat();
    const start = performance.now();
    await settle(sendIncoming(url, 'first', { fetch }));
    // Its sleep is 1.5 s late, as on a machine that was suspended.
    const delayedSleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms + 1500));
    const slow = sendIncoming(url, 'slow', { fetch, sleep: delayedSleep });
    await settle(Promise.all([slow, ...['b', 'c'].map((text) => sendIncoming(url, text, { fetch }))]));
    const starts = times().map((time) => time - start);
    expect(starts).toHaveLength(4);
    for (const [n, time] of starts.entries()) expect(time - (starts[n - 1] ?? -1000)).toBeGreaterThanOrEqual(500);
  });
});
