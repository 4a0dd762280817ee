import { within } from '../shared/timer.ts';
import { OutboxError } from './error.ts';
import type { OutboxStore } from './store.ts';

/** Milliseconds in which a store must answer. Some clients wait forever for a lost server. */
export const storePatience = 5000;

type Method = (...args: readonly unknown[]) => unknown;

/** Returns the store with methods that reject after a time without an answer. */
export function createTimely(store: OutboxStore): OutboxStore {
  return new Proxy(store, {
    get:
      (target, name) =>
      (...args: readonly unknown[]) => {
        const method = (target as unknown as Readonly<Record<PropertyKey, Method>>)[name];
        // A synchronous throw becomes a rejection.
        const work = Promise.resolve().then(() => method?.call(target, ...args));
        return within(storePatience, work, storeTimeout);
      },
  });
}

/** Returns the error of a store that does not answer. */
export function storeTimeout(): OutboxError {
  return new OutboxError('store_timeout', `The store of the outbox did not answer within ${storePatience} ms`);
}
