/**
 * Returns the name as it is safe in a path and on a disk. Separators, control characters and lone surrogates become `_`; in a
 * name of dots only, so does the first dot.
 *
 * Throws a `TypeError` for an empty name and a `RangeError` for more than the 255 bytes that a file system holds.
 */
export function safeName(name: string): string {
  if (typeof name !== 'string' || name.trim() === '') throw new TypeError('A shared file needs a name');
  const safe = name.replace(/[/\\\p{Cc}\p{Cs}\u2028\u2029]|^\.(?=\.*$)/gu, '_');
  if (new TextEncoder().encode(safe).length > 255) throw new RangeError('The name of a shared file is over 255 bytes');
  return safe;
}

/** Returns the header that makes a browser save the file: the name in ASCII for old readers, then unchanged (RFC 6266, RFC 8187). */
export function disposition(name: string): string {
  const ascii = name.replace(/[^ -~]|["%\\]/gu, '_');
  const exact = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${exact}`;
}
