import { assert } from '../shared/assert.ts';

/** The lifetime of a stored file, by the host's clock, in milliseconds since 1970. */
export interface Stay {
  /** The time at which the file is stored. */
  readonly now: number;
  /** The time from which the store may delete the file. */
  readonly expires: number;
}

/**
 * Stores the bytes of shared files. Everything else about a file is signed in its link. A store never deletes a file that
 * has not expired.
 */
export interface FileStore {
  /**
   * Stores the bytes of the stream under an id of 22 characters of base64url. The stream can be read only once. If the
   * stream or the store fails, rejects and stores nothing. Deletes expired files too: no other method does.
   */
  put(id: string, bytes: ReadableStream<Uint8Array>, stay: Stay): Promise<void>;
  /**
   * Returns `length` bytes from `offset` on, always inside the file, or undefined if the file does not exist. A `length` of 0
   * asks only whether the file exists.
   */
  get(id: string, offset: number, length: number): Promise<Blob | ReadableStream<Uint8Array> | undefined>;
  /** Deletes the file if it exists; called if an expired link is followed. */
  delete(id: string): Promise<void>;
}

/** Throws a `TypeError` unless the value has the method `put`, as stores and buckets do. */
export function assertHasPut(name: string, wanted: string, value: unknown): void {
  assert(typeof (Object(value) as { put?: unknown }).put === 'function', name, wanted, value);
}

/** Throws a `RangeError` unless the value is a number of bytes. */
export function assertMaxBytes(value: unknown): asserts value is number {
  if (typeof value !== 'number' || !(value >= 0)) throw new RangeError('maxBytes must be a number of bytes');
}
