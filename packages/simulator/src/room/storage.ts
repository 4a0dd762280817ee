/**
 * A storage for the state beyond the life of the server: JSON values by key, in the order in which keys were first set.
 * A `Map` is a storage. The methods do not throw: a failing storage reports to the storage's creator, and the server
 * continues in memory.
 */
export interface SimulatorStorage {
  /** Returns the entries of an earlier run. Called once, before anything is set. */
  entries(): Iterable<readonly [key: string, value: unknown]>;
  /** The value is never changed afterwards. */
  set(key: string, value: unknown): unknown;
  /** Deletes a key. Does nothing for an unknown key. */
  delete(key: string): unknown;
}

/** Keeps nothing. */
export const nowhere: SimulatorStorage = {
  entries: () => [],
  set: () => undefined,
  delete: () => undefined,
};
