/**
 * Where the state outlives the server: JSON values by key, in the order in which the keys were first set. A `Map` is
 * one. Its methods do not throw: a storage that fails tells whoever made it, and the server goes on in memory.
 */
export interface SimulatorStorage {
  /** What an earlier run kept. Read once, before anything is set. */
  entries(): Iterable<readonly [key: string, value: unknown]>;
  /** The value is never changed afterwards. */
  set(key: string, value: unknown): unknown;
  /** Forgets a key. Does nothing for an unknown one. */
  delete(key: string): unknown;
}

/** Keeps nothing. */
export const nowhere: SimulatorStorage = {
  entries: () => [],
  set: () => undefined,
  delete: () => undefined,
};
