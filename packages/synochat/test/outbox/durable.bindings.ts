import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { type DurableStorage, durableStore } from 'synochat/outbox-durable';
import { describeStore, type WithStore } from './suite.ts';
import { describeStorage } from './suite-of-storage.ts';

const withStore: WithStore = (work) =>
  runInDurableObject(env.SHELVES.getByName(crypto.randomUUID()), (_, { storage }) =>
    work(durableStore(storage as unknown as DurableStorage)),
  );

describeStore('in a Durable Object', withStore);
describeStorage('in a Durable Object', withStore);
