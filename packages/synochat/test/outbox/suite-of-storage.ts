import type { OutboxStore } from 'synochat/outbox';
import { describe, expect, it } from 'vitest';
import { refusal, setStage } from './stage.ts';
import type { WithStore } from './suite.ts';

const day = 24 * 60 * 60_000;
const numbered = (count: number) => Array.from({ length: count }, (_, n) => `message ${n + 1}`);

/** Tests of what a store keeps, and for how long. */
export function describeStorage(name: string, withStore: WithStore): void {
  const test = (what: string, work: (store: OutboxStore) => Promise<void>) => {
    it(what, () => withStore(work));
  };

  describe(`the storage of an outbox ${name}`, () => {
    test('deletes dead letters after 30 days', async (store) => {
      const stage = setStage(store);
      stage.answer = () => refusal(120);
      await stage.open().put('alerts', 'bad');
      stage.pass(40 * day);
      await stage.open().runOnce();
      stage.pass(29 * day);
      await stage.open().runOnce();
      expect(await stage.open().failed()).toHaveLength(1);
      stage.pass(2 * day);
      await stage.open().runOnce();

      expect(await stage.open().failed()).toEqual([]);
      expect(await store.count()).toEqual([]);
    });

    test('joins what comes behind 20 waiting messages, and keeps the whole texts for 7 days', async (store) => {
      const stage = setStage(store);
      const outbox = stage.open();
      const ids: (string | undefined)[] = [];
      for (let n = 1; n <= 25; n++) {
        const text = `*alert ${n}*\nmore\n<https://x.example/${n}|details>`;
        ids.push((await outbox.put('alerts', text)).id);
      }
      await outbox.runOnce();

      const posted = stage.texts();
      expect(posted).toHaveLength(21);
      expect(posted[19]).toContain('*alert 20*');
      expect(posted[20]?.split('\n')).toEqual([
        '*5 messages*',
        ...[21, 22, 23, 24, 25].map((n) => `• #${ids[n - 1]} *alert ${n}* <https://x.example/${n}|details>`),
      ]);
      expect(await outbox.find(ids[22] ?? '')).toMatchObject({
        state: 'kept',
        message: { text: '*alert 23*\nmore\n<https://x.example/23|details>' },
      });
      expect(await outbox.find(ids[3] ?? '')).toBeUndefined();
      stage.pass(8 * day);
      await outbox.runOnce();
      expect(await outbox.find(ids[22] ?? '')).toBeUndefined();
      expect(await store.count()).toEqual([]);
    });

    test('shows in a digest the first line with words', async (store) => {
      const stage = setStage(store);
      const outbox = stage.open();
      for (const text of numbered(20)) await outbox.put('alerts', text);
      for (const text of ['```\n{\n  "disk": "full"\n}\n```', '\n🔴']) await outbox.put('alerts', text);
      await outbox.runOnce();

      expect(stage.texts()[20]?.replace(/#\d+/g, '#')).toBe('*2 messages*\n• # "disk": "full"\n• # 🔴');
    });

    test('posts the messages of a refused digest one by one', async (store) => {
      const stage = setStage(store);
      const outbox = stage.open();
      for (const text of numbered(23)) await outbox.put('alerts', text);
      stage.answer = () => (stage.attempts === 21 ? refusal(120) : undefined);
      await outbox.runOnce();

      expect(stage.texts()).toEqual(numbered(23));
    });

    test('posts a message without its file if Chat does not accept the file', async (store) => {
      const stage = setStage(store);
      const outbox = stage.open();
      stage.answer = () => (stage.attempts === 1 ? refusal(117) : undefined);
      await outbox.put('alerts', { text: 'Door', fileUrl: 'https://cam.example/1.jpg' });
      await outbox.runOnce();

      expect(stage.texts()).toEqual(['Door\n<https://cam.example/1.jpg>']);
      expect(await outbox.failed()).toEqual([]);
      expect(stage.notices.map(({ kind }) => kind)).toEqual(['file_left_out']);
    });

    test('goes on with the rest of a long text', async (store) => {
      const stage = setStage(store);
      const text = ['a', 'b', 'c'].map((letter) => letter.repeat(1990)).join('\n');
      await stage.open().put('alerts', text);
      stage.answer = () => (stage.attempts === 2 ? refusal(102) : undefined);
      const next = await stage.open().runOnce();
      expect(stage.texts()).toHaveLength(1);
      stage.time = next ?? 0;
      stage.answer = undefined;
      await stage.open().runOnce();

      expect(stage.texts().map((part) => part.trim().charAt(0))).toEqual(['a', 'b', 'c']);
      expect(await store.count()).toEqual([]);
    });

    test('rejects a message beyond its bounds, and stores messages again when some are delivered', async (store) => {
      const stage = setStage(store, { maxMessages: 3, maxBytes: 1000 });
      const outbox = stage.open();
      const full = { name: 'OutboxError', code: 'outbox_full' };
      await expect(outbox.put('alerts', 'x'.repeat(1000))).rejects.toMatchObject(full);
      const results = await Promise.allSettled(numbered(5).map((text) => outbox.put('alerts', text)));
      expect(results.map(({ status }) => status)).toEqual([
        'fulfilled',
        'fulfilled',
        'fulfilled',
        'rejected',
        'rejected',
      ]);
      await outbox.runOnce();
      await outbox.put('alerts', 'again');
      await outbox.runOnce();

      expect(stage.texts()).toEqual([...numbered(3), 'again']);
    });

    test('tries at once after resume, and with another address', async (store) => {
      const stage = setStage(store);
      stage.answer = () => refusal(404);
      await stage.open().put('alerts', 'Hello');
      await stage.open().runOnce();
      const calls = () => stage.attempts + stage.probes;
      const before = calls();
      await stage.open().resume('alerts');
      await stage.open().runOnce();
      expect(calls()).toBe(before + 1);
      await stage.open().runOnce();
      expect(calls()).toBe(before + 1);

      stage.answer = undefined;
      const { url } = stage.nas.addIncoming({ channel: 'general' });
      await stage.open({ webhooks: { alerts: url } }).runOnce();
      expect(stage.texts()).toEqual(['Hello']);
    });

    test('tells after resume whether Chat accepts messages again, and since when it did not', async (store) => {
      const stage = setStage(store);
      stage.answer = () => refusal(404);
      await stage.open().put('alerts', 'Hello');
      await stage.open().runOnce();
      const since = stage.time;
      stage.pass(60_000);
      await stage.open().resume();
      await stage.open().runOnce();
      expect((await stage.open().state())[0]?.paused).toMatchObject({ since, next: stage.time + 5000 });

      stage.answer = undefined;
      await stage.open().resume();
      await stage.open().runOnce();
      expect(stage.notices.map(({ kind }) => kind)).toEqual(['paused', 'paused', 'resumed']);
      expect(stage.notices.at(-1)?.text).toBe('alerts: Chat accepts messages again, after 60 s');
    });

    test('holds no address and no token in its notices and state', async (store) => {
      const stage = setStage(store);
      stage.answer = () => refusal(100);
      for (const text of ['secret text', 'other']) await stage.open().put('alerts', text);
      await stage.open().runOnce();
      const told = JSON.stringify([stage.notices, await stage.open().state(), await store.readRoute('alerts')]);

      expect(stage.notices).not.toEqual([]);
      for (const secret of [new URL(stage.url).searchParams.get('token') ?? '', 'entry.cgi', 'secret text'])
        expect(told).not.toContain(secret.replaceAll('"', ''));
    });
  });

  describe(`a lease ${name}`, () => {
    test('belongs to one owner', async (store) => {
      expect(await store.lease('alerts', 'one', 60_000)).toBe(true);
      expect(await store.lease('alerts', 'one', 60_000)).toBe(true);
      await store.release('alerts', 'other');
      await store.release('alerts', 'one');
      expect(await store.lease('alerts', 'other', 60_000)).toBe(true);
    });
  });
}
