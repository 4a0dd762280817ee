/** A stretch of a file; one of no bytes cannot be served. */
export interface Stretch {
  readonly offset: number;
  readonly length: number;
}

/**
 * What a `Range` header asks for of a file of that size; undefined when the whole file is to be served, as for several
 * ranges, other units and what is no range at all (RFC 9110, section 14.2).
 */
export function readRange(header: string | null, size: number): Stretch | undefined {
  const [range, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/i.exec(header ?? '') ?? [];
  if (range === undefined || (first === '' && last === '')) return undefined;
  if (first === '') return readEnd(Number(last), size);
  if (last !== '' && Number(last) < Number(first)) return undefined;
  return stretch(Number(first), last === '' ? size : Math.min(Number(last) + 1, size));
}

/** The last bytes. Those of an empty file are all of it, which no `Content-Range` can say. */
function readEnd(length: number, size: number): Stretch | undefined {
  return size === 0 && length > 0 ? undefined : stretch(Math.max(0, size - length), size);
}

function stretch(from: number, to: number): Stretch {
  return from < to ? { offset: from, length: to - from } : { offset: 0, length: 0 };
}
