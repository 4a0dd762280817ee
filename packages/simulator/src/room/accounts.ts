import * as v from 'valibot';
import { restored } from '../shared/checked.ts';
import { SYSTEM_ID } from './directory.ts';
import type { SimulatorStorage } from './storage.ts';

const KEY = 'lastAccount';

const storedSchema = v.optional(v.pipe(v.number(), v.integer()), SYSTEM_ID);

/** Hands out the ids of users, bots and webhooks: one sequence for all, since each can be the author of a post. */
export function createAccounts(storage: SimulatorStorage): () => number {
  let last = restored(storedSchema, KEY, [...storage.entries()].find(([key]) => key === KEY)?.[1]);
  return () => {
    last += 1;
    storage.set(KEY, last);
    return last;
  };
}
