import { assertHasPut, type FileStore } from './store.ts';

/** What is used of an R2 binding. */
export interface FileBucket {
  put(key: string, value: ArrayBuffer): Promise<unknown>;
  get(
    key: string,
    options: { range: { offset: number; length: number } },
  ): Promise<{ readonly body: ReadableStream<Uint8Array> } | null>;
  head(key: string): Promise<object | null>;
  delete(key: string): Promise<void>;
  createMultipartUpload(key: string): Promise<FileUpload>;
}

interface FileUpload {
  uploadPart(number: number, value: ArrayBuffer): Promise<UploadedPart>;
  complete(parts: UploadedPart[]): Promise<unknown>;
  abort(): Promise<void>;
}

interface UploadedPart {
  partNumber: number;
  etag: string;
}

// R2 wants parts of one size, 5 MiB or more. An isolate has 128 MB for all its requests.
const partBytes = 8 * 1024 * 1024;

/**
 * A store in an R2 bucket, under keys that begin with `synochat-files/`. Of a long file no more than two parts of 8 MiB
 * are in memory, and of a range only that is read.
 *
 * R2 does not know when a file expires, and nobody has to follow its link again: give the bucket a lifecycle rule that
 * deletes what begins with `synochat-files/` after a day. Throws a `TypeError` if the binding is missing.
 * https://developers.cloudflare.com/r2/buckets/object-lifecycles/
 *
 * @example
 * ```ts
 * const files = createFileHost({ baseUrl: env.FILES_URL, secret: env.FILES_SECRET, store: r2Store(env.BUCKET) });
 * ```
 */
export function r2Store(bucket: FileBucket): FileStore {
  assertHasPut('bucket', 'the binding of an R2 bucket', bucket);
  return {
    async put(id, bytes) {
      const parts = cut(bytes);
      try {
        const { value: first = new ArrayBuffer() } = await parts.next();
        if (first.byteLength < partBytes) await bucket.put(keyOf(id), first);
        else await upload(await bucket.createMultipartUpload(keyOf(id)), first, parts);
      } finally {
        // Lets go of the stream, when the bucket failed before its end.
        await parts.return(undefined);
      }
    },
    async get(id, offset, length) {
      // R2 has no range of no bytes.
      if (length === 0) return (await bucket.head(keyOf(id))) ? new Blob() : undefined;
      const object = await bucket.get(keyOf(id), { range: { offset, length } });
      return object?.body;
    },
    delete: (id) => bucket.delete(keyOf(id)),
  };
}

/** Returns the key of a shared file among the other keys of the bucket. */
function keyOf(id: string): string {
  return `synochat-files/${id}`;
}

/** The stream in parts of that size, the last one apart. */
async function* cut(bytes: ReadableStream<Uint8Array>): AsyncGenerator<ArrayBuffer, undefined> {
  let pieces: Uint8Array[] = [];
  let room = partBytes;
  const join = () => new Blob(pieces as BlobPart[]).arrayBuffer();
  for await (let chunk of bytes) {
    while (chunk.byteLength >= room) {
      pieces.push(chunk.subarray(0, room));
      yield await join();
      chunk = chunk.subarray(room);
      pieces = [];
      room = partBytes;
    }
    pieces.push(chunk);
    room -= chunk.byteLength;
  }
  if (room < partBytes) yield join();
}

async function upload(upload: FileUpload, first: ArrayBuffer, others: AsyncIterable<ArrayBuffer>): Promise<void> {
  try {
    const uploaded = [await upload.uploadPart(1, first)];
    for await (const part of others) uploaded.push(await upload.uploadPart(uploaded.length + 1, part));
    await upload.complete(uploaded);
  } catch (error) {
    // R2 itself drops after a week what could not be aborted.
    await upload.abort().catch(() => undefined);
    throw error;
  }
}
