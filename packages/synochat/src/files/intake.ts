/**
 * The contents of a shared file: bytes, or a stream of bytes, also a stream of Node. A string is the contents, not a path:
 * for a file on the disk pass `await openAsBlob(path)` of `node:fs`, or `Bun.file(path)`.
 */
export type FileData =
  | Blob
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>
  | Uint8Array
  | ArrayBuffer
  | string;

/** The contents of a file as a store reads them. */
export interface Intake {
  /** The contents. */
  readonly bytes: ReadableStream<Uint8Array>;
  /** Returns the number of bytes that were read so far. */
  size(): number;
}

/**
 * Returns the data as a stream that fails with a `RangeError` as soon as more than `maxBytes` bytes were read.
 *
 * Throws the same error at once if the size is known in advance, and a `TypeError` for data that cannot be shared.
 */
export function createIntake(data: FileData, maxBytes: number): Intake {
  let size = 0;
  const assertFits = (bytes: number) => {
    if (bytes > maxBytes) throw new RangeError(`The file has ${bytes} bytes or more, and the limit is ${maxBytes}`);
  };
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk: unknown, controller) {
      if (!(chunk instanceof Uint8Array)) throw new TypeError('A shared stream must give Uint8Arrays');
      size += chunk.length;
      assertFits(size);
      controller.enqueue(chunk);
    },
  });
  const source = toStream(data) ?? toBlob(data);
  if (source instanceof Blob) assertFits(source.size);
  return { bytes: (source instanceof Blob ? source.stream() : source).pipeThrough(counter), size: () => size };
}

function toStream(data: unknown): ReadableStream<Uint8Array> | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  if ('getReader' in data) return data as ReadableStream<Uint8Array>;
  if (!(Symbol.asyncIterator in data)) return undefined;
  const chunks = (data as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const next = await chunks.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await chunks.return?.();
    },
  });
}

/** Returns a copy of the bytes, because the caller may change its own afterwards. */
function toBlob(data: FileData): Blob {
  if (data instanceof Blob) return data;
  if (typeof data === 'string' || data instanceof ArrayBuffer || ArrayBuffer.isView(data))
    return new Blob([data as BlobPart]);
  throw new TypeError('A shared file must be a Blob, stream, Uint8Array, ArrayBuffer or string');
}
