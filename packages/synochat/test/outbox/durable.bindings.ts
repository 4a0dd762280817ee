import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { type DurableStorage, durableStore } from 'synochat/outbox-durable';
import { describeStore } from './suite.ts';

describeStore('in a Durable Object', (work) =>
  runInDurableObject(env.SHELVES.getByName(crypto.randomUUID()), (_, { storage }) =>
    work(durableStore(storage as unknown as DurableStorage)),
  ),
);
