import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { chat, refusal } from './chat.ts';
import { openOutbox } from './open.ts';

let { nas, outbox, runAlarm, enqueueAll } = openOutbox();
beforeEach(() => {
  ({ nas, outbox, runAlarm, enqueueAll } = openOutbox());
});

describe('an outbox whose message is not taken', () => {
  const start = Date.parse('2100-01-01T00:00:00Z');
  // So late that no alarm comes by itself.
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: start });
    vi.spyOn(console, 'warn').mockReturnValue();
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });
  /** Seconds until the alarm. */
  const alarmIn = () =>
    runInDurableObject(outbox(), async (_, { storage }) => {
      const time = await storage.getAlarm();
      return time === null ? undefined : (time - start) / 1000;
    });

  it('lets nothing overtake it, and waits longer each time, when it may be taken later', async () => {
    chat.fetch = refusal(102);
    await enqueueAll(['one', 'two']);
    const waits: unknown[] = [];
    for (let n = 0; n < 9; n++) {
      await runAlarm();
      waits.push(await alarmIn());
    }
    await outbox().enqueue({ text: 'three' });

    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 320, 600, 600]);
    expect(await alarmIn()).toBe(600);
    expect(await outbox().status()).toEqual({ waiting: 3, dead: [] });

    chat.fetch = nas.take;
    await runAlarm();
    expect(nas.texts()).toEqual(['one', 'two', 'three']);
    expect(await alarmIn()).toBeUndefined();

    chat.fetch = refusal(102);
    await outbox().enqueue({ text: 'four' });
    await runAlarm();
    expect(await alarmIn()).toBe(5);
  });

  it('has another alarm set, should the object die before Chat answers', async () => {
    let held = true;
    chat.fetch = async (to, init) => {
      while (held) await new Promise((resolve) => setTimeout(resolve, 5));
      return nas.take(to, init);
    };
    await outbox().enqueue({ text: 'one' });
    const run = runAlarm();
    expect(await alarmIn()).toBe(10);
    held = false;
    await run;
    expect(nas.texts()).toEqual(['one']);
    expect(await alarmIn()).toBeUndefined();
  });

  it('keeps one that Chat refuses, with the reason, and goes on with the rest at once', async () => {
    let calls = 0;
    chat.fetch = (to, init) => (calls++ === 0 ? refusal(120) : nas.take)(to, init);
    await enqueueAll(['bad', 'good']);
    await runAlarm();

    expect(nas.texts()).toEqual(['good']);
    const { waiting, dead } = await outbox().status();
    expect({ waiting, dead }).toMatchObject({
      waiting: 0,
      dead: [{ code: 'payload_invalid', messages: [{ text: 'bad' }] }],
    });
    expect(dead[0]?.reason).toMatch(/^SendError: Chat refused: .*API error 120/);

    await outbox().enqueue({ text: 'last' });
    await outbox().again(dead[0]?.id ?? 0);
    await runAlarm();
    expect(nas.texts()).toEqual(['good', 'bad', 'last']);
    expect(await outbox().status()).toEqual({ waiting: 0, dead: [] });
  });

  it('posts nothing twice that Chat may have posted, and gives the next one time', async () => {
    chat.fetch = async (to, init) => {
      await nas.take(to, init);
      throw new Error('connection lost');
    };
    await enqueueAll(['lost?', 'next']);
    await runAlarm();

    const { waiting, dead } = await outbox().status();
    expect({ waiting, dead }).toMatchObject({ waiting: 1, dead: [{ messages: [{ text: 'lost?' }] }] });
    expect(await alarmIn()).toBe(5);

    chat.fetch = nas.take;
    await outbox().forget(dead[0]?.id ?? 0);
    await runAlarm();
    expect(nas.texts()).toEqual(['lost?', 'next']);
    expect(await outbox().status()).toEqual({ waiting: 0, dead: [] });
  });

  it('goes on with the rest of a long text that was cut short', async () => {
    const text = 'long '.repeat(1000);
    let calls = 0;
    chat.fetch = (to, init) => (calls++ === 1 ? refusal(102) : nas.take)(to, init);
    await enqueueAll([text, 'after']);
    await runAlarm();
    expect(nas.texts()).toHaveLength(1);
    expect(await alarmIn()).toBe(5);
    await runAlarm();
    expect(nas.texts()).toHaveLength(4);
    expect(nas.texts().join(' ').split(' ').filter(Boolean)).toEqual([...text.trim().split(' '), 'after']);
  });

  it('forgets no message that waits', async () => {
    await outbox().enqueue({ text: 'one' });
    for (const id of [1, 2]) await outbox().forget(id);
    expect(await outbox().status()).toEqual({ waiting: 1, dead: [] });
  });

  it('keeps all while the address is wrong', async () => {
    const { url } = chat;
    chat.url = '';
    await enqueueAll(['one', 'two']);
    await runAlarm();
    expect(await outbox().status()).toEqual({ waiting: 2, dead: [] });
    expect(await alarmIn()).toBe(5);

    chat.url = url;
    await evictDurableObject(outbox());
    await runAlarm();
    expect(nas.texts()).toEqual(['one', 'two']);
  });
});
