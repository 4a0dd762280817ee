import { abortAllDurableObjects, evictDurableObject, runInDurableObject } from 'cloudflare:test';
import type { Message } from 'synochat';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { chat } from './chat.ts';
import { openOutbox } from './open.ts';

let { nas, outbox, runAlarm, putAll } = openOutbox();
beforeEach(() => {
  ({ nas, outbox, runAlarm, putAll } = openOutbox());
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const patience = { timeout: 8000, interval: 20 };
const until = (condition: () => boolean) =>
  vi.waitFor(() => {
    expect(condition()).toBe(true);
  }, patience);
const untilEmpty = () =>
  vi.waitFor(async () => {
    expect((await outbox().status()).queue?.waiting).toBe(0);
  }, patience);

describe('an outbox', () => {
  it('delivers 20 messages in order through an eviction and two deaths, at most the one in flight twice', async () => {
    const texts = Array.from({ length: 20 }, (_, n) => `message ${n}`);
    let calls = 0;
    chat.fetch = async (to, init) => {
      const call = ++calls;
      if (call === 4) await pause(200);
      // Dies before Chat has got it.
      if (call === 8) await pause(20_000);
      const answer = await nas.take(to, init);
      // Dies when Chat has posted it.
      if (call === 14) await pause(20_000);
      return answer;
    };

    for (const text of texts) await outbox().put({ text });
    await until(() => calls === 4);
    await evictDurableObject(outbox());
    for (const death of [8, 14]) {
      await until(() => calls === death);
      await abortAllDurableObjects();
      // The alarm that is set for this comes ten seconds later.
      expect(await runAlarm()).toBe(true);
    }
    await untilEmpty();

    const twice = nas.texts().filter((text, n, all) => text === all[n - 1]);
    expect(twice).toEqual(['message 12']);
    expect([...new Set(nas.texts())]).toEqual(texts);
    expect(calls).toBe(22);
  });

  it('keeps the order of calls made at once, whatever their length', async () => {
    const texts = ['a'.repeat(5000), 'b', 'c'.repeat(3000), 'd'];
    await putAll(texts);
    await untilEmpty();
    expect(
      nas
        .texts()
        .join('')
        .replace(/(.)\1*/g, '$1'),
    ).toBe('abcd');
    expect(nas.texts().join('')).toHaveLength(8002);
  });

  it.each<[string, unknown]>([
    ['nothing in it', {}],
    ['a file that is nowhere', { fileUrl: 'report.pdf' }],
    ['no object', null],
  ])('refuses a message with %s at once', async (_, message) => {
    // From inside: what an object throws across the wire is also reported as uncaught.
    await runInDurableObject(outbox(), async (inside) => {
      await expect(inside.put(message as Message)).rejects.toThrow(TypeError);
      expect(await inside.status()).toMatchObject({ queue: { waiting: 0 }, failed: [] });
    });
  });
});
