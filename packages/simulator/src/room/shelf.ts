import type * as v from 'valibot';
import { checkStored } from '../shared/check.ts';
import type { SimulatorStorage } from './storage.ts';

/** Entries of one kind by id, in memory and in the storage, in the order of their addition. */
export interface Shelf<Id, Entry> {
  readonly get: (id: Id) => Entry | undefined;
  readonly all: () => readonly Entry[];
  put(entry: Entry): Entry;
  remove(id: Id): void;
}

/** Reads the storage's entries under `kind/…`. Throws a `RestoreError` naming the key of an invalid entry. */
export function createShelf<Id extends string | number, Entry extends { readonly id: Id }>(
  storage: SimulatorStorage,
  kind: string,
  schema: v.GenericSchema<unknown, Entry>,
): Shelf<Id, Entry> {
  const entries = new Map<Id, Entry>();
  for (const [key, value] of storage.entries()) {
    if (!key.startsWith(`${kind}/`)) continue;
    const entry = checkStored(schema, key, value);
    entries.set(entry.id, entry);
  }

  return {
    get: (id) => entries.get(id),
    all: () => [...entries.values()],
    put(entry) {
      entries.set(entry.id, entry);
      storage.set(`${kind}/${entry.id}`, entry);
      return entry;
    },
    remove(id) {
      if (entries.delete(id)) storage.delete(`${kind}/${id}`);
    },
  };
}
