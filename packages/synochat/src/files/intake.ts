/**
 * What can be shared: bytes, or a stream of them, also one of Node. A string is the contents, not a path: for a file take
 * `await openAsBlob(path)` of `node:fs`, or `Bun.file(path)`.
 */
export type FileData =
  | Blob
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>
  | Uint8Array
  | ArrayBuffer
  | string;

/** A file on its way into a store. */
export interface Intake {
  readonly bytes: ReadableStream<Uint8Array>;
  /** How many have come so far. */
  size(): number;
}

/**
 * The data as a stream that fails with a `RangeError` as soon as it is larger than `maxBytes`.
 *
 * Throws that same error at once when the size is known before, and a `TypeError` for what cannot be shared.
 */
export function takeIn(data: FileData, maxBytes: number): Intake {
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

/** Bytes are copied: the caller may go on to write into its own. */
function toBlob(data: FileData): Blob {
  if (data instanceof Blob) return data;
  if (typeof data === 'string' || data instanceof ArrayBuffer || ArrayBuffer.isView(data))
    return new Blob([data as BlobPart]);
  throw new TypeError('A shared file must be a Blob, stream, Uint8Array, ArrayBuffer or string');
}
