/** What can be shared. */
export type FileData = Blob | ReadableStream<Uint8Array> | Uint8Array | ArrayBuffer | string;

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
  const source = isStream(data) ? data : toBlob(data);
  if (source instanceof Blob) assertFits(source.size);
  return { bytes: (source instanceof Blob ? source.stream() : source).pipeThrough(counter), size: () => size };
}

function isStream(data: FileData): data is ReadableStream<Uint8Array> {
  return typeof data === 'object' && 'getReader' in data;
}

/** Bytes are copied: the caller may go on to write into its own. */
function toBlob(data: Exclude<FileData, ReadableStream>): Blob {
  if (data instanceof Blob) return data;
  if (typeof data === 'string' || data instanceof ArrayBuffer || ArrayBuffer.isView(data))
    return new Blob([data as BlobPart]);
  throw new TypeError('A shared file must be a Blob, stream, Uint8Array, ArrayBuffer or string');
}
