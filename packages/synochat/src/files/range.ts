/** A part of a file. A part of no bytes cannot be served. */
export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

/**
 * Returns the part of a file that a `Range` header requests. Returns undefined if the whole file is to be served: for several
 * ranges, for other units and for an invalid header (RFC 9110, section 14.2).
 */
export function readRange(header: string | null, size: number): ByteRange | undefined {
  const [range, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/i.exec(header ?? '') ?? [];
  if (range === undefined || (first === '' && last === '')) return undefined;
  if (first === '') return lastBytes(Number(last), size);
  if (last !== '' && Number(last) < Number(first)) return undefined;
  return rangeBetween(Number(first), last === '' ? size : Math.min(Number(last) + 1, size));
}

/** Returns the last bytes. For an empty file that is the whole file, which no `Content-Range` can express. */
function lastBytes(length: number, size: number): ByteRange | undefined {
  return size === 0 && length > 0 ? undefined : rangeBetween(Math.max(0, size - length), size);
}

function rangeBetween(from: number, to: number): ByteRange {
  return from < to ? { offset: from, length: to - from } : { offset: 0, length: 0 };
}
