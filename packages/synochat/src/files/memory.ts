import { assertOptions } from '../shared/assert.ts';
import { assertMaxBytes, type FileStore } from './store.ts';

/** The limit of a memory store. */
export interface MemoryStoreOptions {
  /** The largest sum of the bytes of all files, incomplete files included. Default: 67108864 (64 MiB). */
  maxBytes?: number | undefined;
}

/**
 * Returns a store in this process's memory. Its links end with the process, and on Workers with the isolate (use `r2Store`).
 *
 * Expired files make room for new ones. If that is not enough, `share` rejects with a `RangeError`: a file is never removed
 * before its link expires. Throws a `RangeError` for an invalid limit.
 *
 * @example
 * ```ts
 * const files = createFileHost({ baseUrl, secret, store: memoryStore({ maxBytes: 256 * 1024 * 1024 }) });
 * ```
 */
export function memoryStore(options: MemoryStoreOptions = {}): FileStore {
  assertOptions(options);
  const { maxBytes = 64 * 1024 * 1024 } = options;
  assertMaxBytes(maxBytes);
  const files = new Map<string, { readonly blob: Blob; readonly expires: number }>();
  let used = 0;

  const drop = (id: string) => {
    used -= files.get(id)?.blob.size ?? 0;
    files.delete(id);
  };
  return {
    async put(id, bytes, { now, expires }) {
      for (const [old, file] of files) if (file.expires <= now) drop(old);
      let size = 0;
      try {
        const blob = await collect(bytes, (length) => {
          if (used + length > maxBytes) throw full(used - size, size + length, maxBytes);
          used += length;
          size += length;
        });
        files.set(id, { blob, expires });
      } catch (error) {
        used -= size;
        throw error;
      }
    },
    get: (id, offset, length) => Promise.resolve(files.get(id)?.blob.slice(offset, offset + length)),
    delete(id) {
      drop(id);
      return Promise.resolve();
    },
  };
}

/** Returns the stream as a blob. `admit` receives the length of each chunk before the chunk is stored, and may throw. */
async function collect(bytes: ReadableStream<Uint8Array>, admit: (length: number) => void): Promise<Blob> {
  const chunks: BlobPart[] = [];
  for await (const chunk of bytes) {
    admit(chunk.byteLength);
    chunks.push(chunk as BlobPart);
  }
  return new Blob(chunks);
}

function full(others: number, size: number, maxBytes: number): RangeError {
  return new RangeError(`No room for ${size} bytes: files that have not expired take ${others} of ${maxBytes} bytes`);
}
