import * as v from 'valibot';
import { checkStored } from '../shared/check.ts';
import { systemId } from './directory.ts';
import type { SimulatorStorage } from './storage.ts';

const lastAccountKey = 'lastAccount';

const lastAccountSchema = v.optional(v.pipe(v.number(), v.integer()), systemId);

/**
 * Returns a function for the next id. Users, bots and webhooks share a sequence, since each can be the author of a
 * post.
 */
export function createAccounts(storage: SimulatorStorage): () => number {
  let last = checkStored(
    lastAccountSchema,
    lastAccountKey,
    [...storage.entries()].find(([key]) => key === lastAccountKey)?.[1],
  );
  return () => {
    last += 1;
    storage.set(lastAccountKey, last);
    return last;
  };
}
