import { describe, expect, inject, it } from 'vitest';
import { SendError, type SendErrorCode, type SendOptions, sendIncoming } from '../../index.ts';

/** Workers do not tell why a request failed. */
const tells = navigator.userAgent !== 'Cloudflare-Workers';
const lost: readonly SendErrorCode[] = tells ? ['connection_lost'] : ['connection_lost', 'connect_failed'];

let ids = 0;

/** Sends to a server with that fault, and gives the outcome and the server's record of it. */
async function send(fault: string, { text = 'x', ...options }: SendOptions & { text?: string } = {}) {
  const id = `${Math.floor(Math.random() * 1e9)}-${ids++}`;
  const server = inject('faultyServer');
  const webhook = `${server}/${fault}/${id}/webapi/entry.cgi?token=%22Synthetic%22`;
  const [outcome] = await Promise.allSettled([
    sendIncoming(webhook, text, { limiter: false, retries: 3, timeout: 3000, maxText: 1e7, ...options }),
  ]);
  const error = outcome.status === 'rejected' ? (outcome.reason as SendError) : undefined;
  if (error) expect(error).toBeInstanceOf(SendError);
  const record = async () =>
    (await (await fetch(`${server}/record/${id}`)).json()) as Record<
      'begun' | 'received' | 'sentBytes' | 'open',
      number
    >;
  return { error, record };
}

describe('a connection that breaks', () => {
  it('before the request was read leaves it unknown, and is not tried again', async () => {
    const webhook = `${inject('resettingServer')}/webapi/entry.cgi?token=%22Synthetic%22`;
    const error: unknown = await sendIncoming(webhook, 'x', { limiter: false }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ posted: 'unknown', retryable: false, partsPosted: 0, remaining: [{ text: 'x' }] });
    expect(lost).toContain((error as SendError).code);
  });

  it.each(['reset-in-request', 'close-in-request'])(
    'in the middle of the request (%s) leaves it unknown',
    async (fault) => {
      const { error, record } = await send(fault, { text: 'x'.repeat(3_000_000) });
      expect(lost).toContain(error?.code);
      expect(error).toMatchObject({ posted: 'unknown', retryable: false, partsPosted: 0 });
      expect(await record()).toMatchObject({ begun: 1, received: 0 });
    },
  );

  it.each([
    'reset-before-reply',
    'reset-in-head',
    'reset-in-body',
    'short-of-its-length',
    'short-of-a-chunk',
    'short-of-the-last-chunk',
  ])('after the request, as %s, leaves it unknown, and the server hears of it once', async (fault) => {
    const { error, record } = await send(fault);
    expect(lost).toContain(error?.code);
    expect(error).toMatchObject({ posted: 'unknown', retryable: false, partsPosted: 0, remaining: [{ text: 'x' }] });
    expect(await record()).toMatchObject({ begun: 1, received: 1 });
  });

  it('after the reply is success', async () => {
    const { error, record } = await send('reset-after-reply');
    expect(error).toBeUndefined();
    expect(await record()).toMatchObject({ received: 1 });
  });
});

describe('a reply', () => {
  it.each(['short-without-a-length', 'an-image'])('that is none (%s) is not one of Chat', async (fault) => {
    const { error, record } = await send(fault);
    expect(error).toMatchObject({ code: 'not_chat', posted: 'unknown', retryable: false });
    expect(await record()).toMatchObject({ received: 1 });
  });

  it('that is not even HTTP leaves it unknown', async () => {
    const { error, record } = await send('no-http');
    expect(error).toMatchObject({ posted: 'unknown', retryable: false });
    expect(await record()).toMatchObject({ received: 1 });
  });

  it('is judged by what it says, not by its type', async () => {
    expect((await send('plain-text')).error).toBeUndefined();
  });

  it.each(['endless', 'endless-chunks', 'half-a-gigabyte'])(
    'without bounds (%s) is read for a few bytes only, and the connection is closed',
    async (fault) => {
      const { error, record } = await send(fault);
      expect(error).toMatchObject({ code: 'reply_too_large', posted: 'unknown', retryable: false });
      await expect.poll(async () => (await record()).open, { timeout: 4000 }).toBe(0);
      const { received, sentBytes } = await record();
      expect(received).toBe(1);
      // Mostly in the buffers of the two systems.
      expect(sentBytes).toBeLessThan(16 * 1024 * 1024);
    },
  );

  it.each(['endless-headers', 'one-endless-header'])(
    'with a head without bounds (%s) is read for a few bytes only, too',
    async (fault) => {
      const { error, record } = await send(fault);
      expect(error).toMatchObject({ posted: 'unknown', retryable: false });
      await expect.poll(async () => (await record()).open, { timeout: 4000 }).toBe(0);
      expect((await record()).sentBytes).toBeLessThan(32 * 1024 * 1024);
    },
  );

  it.each(['byte-by-byte', 'body-byte-by-byte', 'endless-hints'])(
    'that comes too slowly (%s) ends with its time, and the connection is closed',
    async (fault) => {
      const { error, record } = await send(fault, { timeout: 200 });
      expect(error).toMatchObject({ code: 'timeout', posted: 'unknown', retryable: false });
      await expect.poll(async () => (await record()).open, { timeout: 4000 }).toBe(0);
      expect(await record()).toMatchObject({ begun: 1, received: 1 });
    },
  );

  it('of 411 for ever is asked for as often as wanted', async () => {
    const waits: number[] = [];
    const sleep = (ms: number) => Promise.resolve(void waits.push(ms));
    const { error, record } = await send('too-fast-for-ever', { limiter: undefined, sleep });
    expect(error).toMatchObject({ code: 'rate_limited', posted: 'no', retryable: true, remaining: [{ text: 'x' }] });
    expect([waits.length, (await record()).received]).toEqual([3, 4]);
  });
});
