import { createExecutionContext, createMessageBatch, getQueueResult } from 'cloudflare:test';
import type { FetchInit, Message } from 'synochat';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Bindings } from '../bindings.ts';
import { consume } from '../queue.ts';
import { chat, openChat, refusal } from './chat.ts';

let nas: ReturnType<typeof openChat>;
beforeEach(() => {
  nas = openChat();
  vi.spyOn(console, 'warn').mockReturnValue();
});
afterEach(() => {
  vi.restoreAllMocks();
});

const options = { interval: 0, fetch: (to: string, init: FetchInit) => chat.fetch(to, init) };

/** Resolves with the actions of the consumer on the messages, in order. `attempts` is the number of deliveries. */
async function consumed(bodies: readonly (readonly Message[])[], attempts = 1): Promise<unknown[]> {
  const done: unknown[] = [];
  const sink = (name: string) => ({
    send: (...given: unknown[]) => Promise.resolve(done.push([name, ...given])),
  });
  const env: Parameters<typeof consume>[1] = { SYNOCHAT_WEBHOOK: chat.url, QUEUE: sink('queue'), DEAD: sink('dead') };
  const messages = bodies.map((body, n) => ({
    body,
    attempts,
    ack: () => {
      done.push(['ack', n]);
    },
    retry: ({ delaySeconds }: { delaySeconds: number }) => {
      done.push(['retry', n, delaySeconds]);
    },
  }));
  await consume({ messages }, env, options);
  return done;
}

describe('the consumer of the queue', () => {
  it('acknowledges each message that Chat has taken', async () => {
    expect(await consumed([[{ text: 'one' }], [{ text: 'two' }, { text: 'three' }]])).toEqual([
      ['ack', 0],
      ['ack', 1],
    ]);
    expect(nas.texts()).toEqual(['one', 'two', 'three']);
  });

  it.each([
    [1, 5],
    [2, 10],
    [3, 20],
    [50, 600],
  ])(
    'asks for a message that Chat cannot take now again: after delivery %i in %i seconds',
    async (attempts, seconds) => {
      chat.fetch = refusal(102);
      expect(await consumed([[{ text: 'one' }]], attempts)).toEqual([['retry', 0, seconds]]);
    },
  );

  it('hands what Chat refuses to the queue of dead letters, and goes on', async () => {
    let calls = 0;
    chat.fetch = (to, init) => (calls++ === 0 ? refusal(404) : nas.take)(to, init);
    const reason = expect.stringContaining('API error 404') as string;
    expect(await consumed([[{ text: 'one' }], [{ text: 'two' }]])).toEqual([
      ['dead', { code: 'token_invalid', reason, messages: [{ text: 'one' }] }],
      ['ack', 0],
      ['ack', 1],
    ]);
  });

  it('hands over what Chat may have posted, too', async () => {
    chat.fetch = () => Promise.resolve(new Response('<html>', { status: 502 }));
    const done = await consumed([[{ text: 'one' }, { text: 'two' }]]);
    expect(done).toMatchObject([
      ['dead', { code: 'http_status', messages: [{ text: 'one' }, { text: 'two' }] }],
      ['ack', 0],
    ]);
  });

  it('puts the rest of a long text that was cut short back into the queue', async () => {
    let calls = 0;
    chat.fetch = (to, init) => (calls++ === 1 ? refusal(102) : nas.take)(to, init);
    expect(await consumed([[{ text: `${'a'.repeat(2000)}${'b'.repeat(10)}` }]])).toMatchObject([
      ['queue', [{ text: 'b'.repeat(10) }], { delaySeconds: 5 }],
      ['ack', 0],
    ]);
  });

  it('asks again for what it cannot read, until Cloudflare gives it up', async () => {
    expect(await consumed([undefined as unknown as Message[], [{}]])).toEqual([
      ['retry', 0, 5],
      ['retry', 1, 5],
    ]);
  });

  it('does the same with a real batch', async () => {
    const sent = [{ text: 'one' }, {}].map((body, n) => ({
      id: `m${n}`,
      timestamp: new Date(),
      attempts: 1,
      body: [body],
    }));
    const batch = createMessageBatch('chat', sent);
    const ctx = createExecutionContext();
    await consume(batch, { SYNOCHAT_WEBHOOK: chat.url } as Bindings, options);
    expect(await getQueueResult(batch, ctx)).toMatchObject({ explicitAcks: ['m0'], retryMessages: [{ msgId: 'm1' }] });
  });
});
