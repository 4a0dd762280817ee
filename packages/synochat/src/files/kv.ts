import { assertKeeper } from './assert.ts';
import { collect, type FileStore, keyOf } from './store.ts';

/** What is used of a Workers KV binding. */
export interface FileNamespace {
  put(key: string, value: ArrayBuffer, options: { expirationTtl: number }): Promise<void>;
  get(key: string, type: 'arrayBuffer'): Promise<ArrayBuffer | null>;
  delete(key: string): Promise<void>;
}

const maxValue = 25 * 1024 * 1024;

/**
 * A store in Workers KV, under keys that begin with `synochat-files/`; KV itself removes what has expired.
 *
 * A value holds 25 MiB at most (`share` rejects with a `RangeError` beyond) and stays for at least 60 seconds, though
 * its link ends when it should. A file is read into memory as a whole, for a range too. Other places may see a new file
 * only after a minute: where the NAS asks at once and from elsewhere, take `r2Store`. Throws a `TypeError` if the binding is missing.
 * https://developers.cloudflare.com/kv/platform/limits/
 *
 * @example
 * ```ts
 * const files = createFileHost({ baseUrl: env.FILES_URL, secret: env.FILES_SECRET, store: kvStore(env.FILES) });
 * ```
 */
export function kvStore(namespace: FileNamespace): FileStore {
  assertKeeper('namespace', 'the binding of a KV namespace', namespace);
  return {
    async put(id, bytes, { now, expires }) {
      let size = 0;
      const blob = await collect(bytes, (length) => {
        size += length;
        if (size > maxValue)
          throw new RangeError(`The file has ${size} bytes or more, and the limit of KV is ${maxValue}`);
      });
      const expirationTtl = Math.max(60, Math.ceil((expires - now) / 1000));
      await namespace.put(keyOf(id), await blob.arrayBuffer(), { expirationTtl });
    },
    async get(id, offset, length) {
      const value = await namespace.get(keyOf(id), 'arrayBuffer');
      return value ? new Blob([value]).slice(offset, offset + length) : undefined;
    },
    delete: (id) => namespace.delete(keyOf(id)),
  };
}
