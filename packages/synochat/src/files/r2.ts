import { assertHasPut, type FileStore } from './store.ts';

/** The members of an R2 binding that `r2Store` uses. */
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

// R2 requires parts of one size, 5 MiB or more. An isolate has 128 MB for all its requests.
const partBytes = 8 * 1024 * 1024;

/**
 * Returns a store in an R2 bucket, under keys that begin with `synochat-files/`. At most two parts of 8 MiB of a file are in
 * memory, and for a range only the range is read.
 *
 * R2 does not know when a file expires, and an expired link may never be followed: give the bucket a lifecycle rule that
 * deletes keys with the prefix `synochat-files/` after a day. Throws a `TypeError` if the binding is missing.
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
        if (first.byteLength < partBytes) await bucket.put(objectKey(id), first);
        else await upload(await bucket.createMultipartUpload(objectKey(id)), first, parts);
      } finally {
        // Cancels the stream if the bucket failed before its end.
        await parts.return(undefined);
      }
    },
    async get(id, offset, length) {
      // R2 has no empty range.
      if (length === 0) return (await bucket.head(objectKey(id))) ? new Blob() : undefined;
      const object = await bucket.get(objectKey(id), { range: { offset, length } });
      return object?.body;
    },
    delete: (id) => bucket.delete(objectKey(id)),
  };
}

/** Returns the key of a shared file among the other keys of the bucket. */
function objectKey(id: string): string {
  return `synochat-files/${id}`;
}

/** Yields the stream in parts of `partBytes`; the last part may be shorter. */
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
    // If the abort fails, R2 removes the upload after a week.
    await upload.abort().catch(() => undefined);
    throw error;
  }
}
