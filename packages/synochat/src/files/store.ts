import { assert } from '../shared/assert.ts';

/** How long a store has to keep a file, by the host's clock: both in milliseconds since 1970. */
export interface Stay {
  /** The time at which the file comes. */
  readonly now: number;
  /** From this moment on the file may go. */
  readonly expires: number;
}

/**
 * Keeps the bytes of shared files. All else about a file stands in its link, signed, so bytes are all there is to keep.
 * It never drops a file that has not expired.
 */
export interface FileStore {
  /**
   * Keeps all that the stream gives, which may be read only once, under an id of 22 characters of base64url. When the
   * stream or the store fails, it rejects and nothing stays. Old files are swept here: there is no other call for it.
   */
  put(id: string, bytes: ReadableStream<Uint8Array>, stay: Stay): Promise<void>;
  /**
   * `length` bytes from `offset` on, always inside the file; undefined when there is no such file, which is all that is
   * to be known when `length` is 0.
   */
  get(id: string, offset: number, length: number): Promise<Blob | ReadableStream<Uint8Array> | undefined>;
  /** Forgets the file, if there is one: its link was followed after it had expired. */
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
