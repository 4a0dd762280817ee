import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { createOutbox } from 'synochat/outbox';
import { type DurableStorage, durableStore, runAlarm } from 'synochat/outbox-durable';
import { describe, expect, it } from 'vitest';
import { describeStore, type WithStore } from './suite.ts';
import { describeStorage } from './suite-of-storage.ts';

const withStorage = (work: (storage: DurableStorage) => Promise<void>) =>
  runInDurableObject(env.SHELVES.getByName(crypto.randomUUID()), (_, { storage }) =>
    work(storage as unknown as DurableStorage),
  );
const withStore: WithStore = (work) => withStorage((storage) => work(durableStore(storage)));

describeStore('in a Durable Object', withStore);
describeStorage('in a Durable Object', withStore);

const addressOf = (host: string) =>
  `https://${host}/webapi/entry.cgi?api=SYNO.Chat.External&method=incoming&version=2&token=a`;
const ok = () => Response.json({ success: true });

/** An outbox for two webhooks, of which `slow` posts as the test says. */
function openPair(storage: DurableStorage, slow: () => Promise<Response>, host = 'slow.example') {
  const fetch = (url: string) => (url.includes('slow.example') ? slow() : Promise.resolve(ok()));
  const webhooks = { slow: addressOf(host), quick: addressOf('quick.example') };
  return createOutbox({ store: durableStore(storage), webhooks, fetch, retries: 0, interval: 0 });
}

describe('the alarm of a Durable Object with two webhooks', () => {
  it('comes at once for a message whose webhook is not paused', () =>
    withStorage(async (storage) => {
      const outbox = openPair(storage, () => Promise.resolve(new Response('', { status: 502 })));
      await outbox.put('slow', 'waits');
      await runAlarm(storage, outbox);
      expect(await storage.getAlarm()).toBeGreaterThan(Date.now() + 2000);
      await outbox.put('slow', 'waits too');
      expect(await storage.getAlarm()).toBeGreaterThan(Date.now() + 2000);
      await outbox.put('quick', 'is posted');
      expect(await storage.getAlarm()).toBeLessThanOrEqual(Date.now());
    }));

  it('comes at once if the object begins anew with another address, at the first look', () =>
    withStorage(async (storage) => {
      const before = openPair(storage, () => Promise.resolve(new Response('', { status: 502 })));
      await before.put('slow', 'waits');
      await runAlarm(storage, before);

      const same = openPair(storage, () => Promise.resolve(ok()));
      expect(await same.state()).toMatchObject([{ paused: undefined }, { paused: { code: 'http_status' } }]);
      expect(await storage.getAlarm()).toBeGreaterThan(Date.now() + 2000);

      const after = openPair(storage, () => Promise.resolve(ok()), 'other.example');
      await after.state();
      expect(await storage.getAlarm()).toBeLessThanOrEqual(Date.now());
      await runAlarm(storage, after);
      expect(await after.state()).toMatchObject([{ waiting: 0 }, { waiting: 0 }]);
    }));

  it('comes again for a message that was stored while another webhook was posted to', () =>
    withStorage(async (storage) => {
      const outbox = openPair(storage, async () => {
        await outbox.put('quick', 'stored meanwhile');
        return ok();
      });
      await outbox.put('slow', 'takes its time');
      await runAlarm(storage, outbox);
      expect(await storage.getAlarm()).not.toBeNull();
      await runAlarm(storage, outbox);
      expect(await outbox.state()).toMatchObject([{ waiting: 0 }, { waiting: 0 }]);
      expect(await storage.getAlarm()).toBeNull();
    }));
});
