import type { OutboxStore } from 'synochat/outbox';
import { describe, expect, it } from 'vitest';
import { refusal, setStage } from './stage.ts';

/** Calls the work with a new, empty store. */
export type WithStore = (work: (store: OutboxStore) => Promise<void>) => Promise<void>;

const minute = 60_000;
const numbered = (count: number) => Array.from({ length: count }, (_, n) => `message ${n + 1}`);

/** Tests that hold with every store. */
export function describeStore(name: string, withStore: WithStore): void {
  const test = (what: string, work: (store: OutboxStore) => Promise<void>) => {
    it(what, () => withStore(work));
  };

  describe(`an outbox ${name}`, () => {
    test('posts messages in order, and keeps nothing of them', async (store) => {
      const { open, texts, notices } = setStage(store);
      const outbox = open();
      for (const text of numbered(5)) await outbox.put('alerts', text);

      expect(await outbox.state()).toEqual([{ webhook: 'alerts', waiting: 5, dead: 0, paused: undefined }]);
      expect(await outbox.runOnce()).toBeUndefined();
      expect(texts()).toEqual(numbered(5));
      expect(await store.count()).toEqual([]);
      expect(notices).toEqual([]);
    });

    test('stores a message with file and buttons as it was put', async (store) => {
      const { open, nas } = setStage(store);
      const buttons = [{ name: 'ok', value: '1', text: 'OK' }];
      const attachments = [{ callbackId: 'ask', text: 'Go?', buttons }];
      await open().put('alerts', { text: 'ünï 😀 "\\ \u0000', attachments });
      await open().runOnce();

      expect(nas.posts('general')).toMatchObject([{ text: 'ünï 😀 "\\ \u0000', attachments: [{ text: 'Go?' }] }]);
    });

    test('takes the same delivery id once within 24 hours, also after the message was posted', async (store) => {
      const stage = setStage(store);
      const outbox = stage.open();
      expect(await outbox.put('alerts', 'one', { id: 'build 17: ü' })).toEqual({
        id: expect.any(String) as unknown,
        duplicate: false,
      });
      expect(await outbox.put('alerts', 'two', { id: 'build 17: ü' })).toEqual({ id: undefined, duplicate: true });
      await outbox.runOnce();
      expect(await outbox.put('alerts', 'three', { id: 'build 17: ü' })).toMatchObject({ duplicate: true });
      await outbox.put('alerts', 'four', { id: 'build 18' });
      await outbox.runOnce();

      expect(stage.texts()).toEqual(['one', 'four']);
    });

    test('waits ten minutes at most, even if a proxy in front of Chat asks for more', async (store) => {
      const stage = setStage(store, { retries: 0 });
      const headers = { 'retry-after': '1000000' };
      stage.answer = () => new Response('busy', { status: 503, headers });
      const outbox = stage.open();
      await outbox.put('alerts', 'one');

      expect(await outbox.runOnce()).toBe(stage.time + 10 * minute);
    });

    test('pauses for a fault of the route, keeps every message, tells it once, and goes on by itself', async (store) => {
      const stage = setStage(store);
      const outbox = stage.open();
      stage.answer = () => refusal(404);
      for (const text of numbered(5)) await outbox.put('alerts', text);
      const waits: number[] = [];
      for (let n = 0; n < 10; n++) {
        const next = (await outbox.runOnce()) ?? 0;
        waits.push((next - stage.time) / 1000);
        stage.time = next;
      }

      // A stop at ten minutes tells the long pause.
      expect(waits).toEqual([5, 10, 20, 40, 80, 160, 285, 35, 600, 600]);
      expect(stage.attempts).toBe(1);
      expect((await outbox.state())[0]).toMatchObject({ waiting: 5, dead: 0, paused: { code: 'token_invalid' } });
      expect(stage.notices.map(({ kind }) => kind)).toEqual(['paused', 'still_paused']);

      stage.answer = undefined;
      stage.pass(10 * minute);
      await outbox.runOnce();
      expect(stage.texts()).toEqual(numbered(5));
      expect(stage.notices.map(({ kind }) => kind)).toEqual(['paused', 'still_paused', 'resumed']);
      expect((await outbox.state())[0]?.paused).toBeUndefined();
    });

    test('tries at once if the clock was set back during a pause', async (store) => {
      const stage = setStage(store);
      const outbox = stage.open();
      await outbox.put('alerts', 'one');
      stage.answer = () => refusal(404);
      await outbox.runOnce();
      stage.pass(-24 * 60 * 60_000);
      await outbox.runOnce();
      expect(stage.probes).toBe(1);
      expect(await outbox.state()).toMatchObject([{ paused: { since: stage.time, next: stage.time + 10_000 } }]);

      stage.answer = undefined;
      stage.pass(-1000);
      await outbox.runOnce();
      expect(stage.texts()).toEqual(['one']);
    });

    test('tries with the head where a call without a message cannot tell, and keeps the head', async (store) => {
      const stage = setStage(store);
      const outbox = stage.open();
      stage.answer = () => refusal(105);
      // Chat asks for the message before it looks whether the integration may post.
      stage.answerProbe = () => refusal(114);
      for (const text of numbered(3)) await outbox.put('alerts', text);
      for (let n = 0; n < 4; n++) stage.time = (await outbox.runOnce()) ?? 0;

      expect(stage.attempts).toBe(4);
      expect((await outbox.state())[0]).toMatchObject({ waiting: 3, dead: 0 });
      stage.answer = undefined;
      await outbox.runOnce();
      expect(stage.texts()).toEqual(numbered(3));
    });

    test('sets one message aside for API error 100, and no more while the error stays', async (store) => {
      const stage = setStage(store);
      const outbox = stage.open();
      stage.answer = () => refusal(100);
      for (const text of numbered(20)) await outbox.put('alerts', text);
      for (let n = 0; n < 8; n++) stage.time = (await outbox.runOnce()) ?? 0;

      expect((await outbox.state())[0]).toMatchObject({ waiting: 19, dead: 1 });
      stage.answer = undefined;
      await outbox.runOnce();
      expect(stage.texts()).toEqual(numbered(20).slice(1));
    });

    test('sets a message aside that may have been posted, and touches no other while Chat is away', async (store) => {
      const stage = setStage(store);
      const outbox = stage.open();
      stage.answer = () => Promise.reject(new Error('broken'));
      for (const text of numbered(4)) await outbox.put('alerts', text);
      for (let n = 0; n < 5; n++) stage.time = (await outbox.runOnce()) ?? 0;

      expect(stage.attempts).toBe(1);
      const [letter] = await outbox.failed();
      expect(letter).toMatchObject({ message: { text: 'message 1' }, posted: 'unknown', code: 'connect_failed' });
      expect(stage.notices.map(({ kind }) => kind)).toEqual(['dead', 'paused']);
      stage.answer = undefined;
      await outbox.runOnce();
      expect(stage.texts()).toEqual(numbered(4).slice(1));
    });

    test('makes dead letters only of refused messages, goes on at once, and puts them back on request', async (store) => {
      const stage = setStage(store);
      const outbox = stage.open();
      stage.answer = () => (stage.attempts <= 3 ? refusal(120) : undefined);
      for (const text of numbered(5)) await outbox.put('alerts', text);
      await outbox.runOnce();

      expect(stage.texts()).toEqual(['message 4', 'message 5']);
      expect(stage.notices.map(({ kind }) => kind)).toEqual(['dead', 'dead', 'dead', 'several_dead']);
      const failed = await outbox.failed();
      expect(failed.map(({ message }) => message.text)).toEqual(numbered(3));
      expect(failed[0]).toMatchObject({ webhook: 'alerts', state: 'dead', code: 'payload_invalid', posted: 'no' });

      await outbox.put('alerts', 'later');
      expect(await outbox.retry(failed[1]?.id)).toBe(1);
      await outbox.runOnce();
      expect(stage.texts().slice(2)).toEqual(['message 2', 'later']);
      expect(await outbox.retry('999')).toBe(0);
      expect(await outbox.retry('no id')).toBe(0);

      await outbox.put('alerts', 'last');
      expect(await outbox.retry()).toBe(2);
      await outbox.runOnce();
      expect(stage.texts().slice(4)).toEqual(['message 1', 'message 3', 'last']);
      expect(await outbox.failed()).toEqual([]);
    });

    test('does not post a message again whose deletion failed', async (store) => {
      let failures = 1;
      const failing = {
        ...store,
        delete(ids: readonly string[]) {
          if (failures-- > 0) throw new Error('The disk is full');
          return store.delete(ids);
        },
      };
      const stage = setStage(failing);
      const outbox = stage.open();
      for (const text of numbered(3)) await outbox.put('alerts', text);
      await expect(outbox.runOnce()).rejects.toMatchObject({ code: 'store_failed', message: 'The disk is full' });
      expect(stage.texts()).toEqual(['message 1']);
      await outbox.runOnce();

      expect(stage.texts()).toEqual(numbered(3));
    });
  });
}
