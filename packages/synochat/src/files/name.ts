/**
 * The name as it can stand in a path and on a disk: separators, control characters and halves of surrogate pairs become
 * `_`, and so does the first of nothing but dots.
 *
 * Throws a `TypeError` for an empty name and a `RangeError` for more than the 255 bytes that a file system holds.
 */
export function safeName(name: string): string {
  if (typeof name !== 'string' || name.trim() === '') throw new TypeError('A shared file needs a name');
  const safe = name.replace(/[/\\\p{Cc}\p{Cs}\u2028\u2029]|^\.(?=\.*$)/gu, '_');
  if (new TextEncoder().encode(safe).length > 255) throw new RangeError('The name of a shared file is over 255 bytes');
  return safe;
}

/** The header that makes a browser save the file: its name in ASCII for old readers, then as it is (RFC 6266, RFC 8187). */
export function disposition(name: string): string {
  const ascii = name.replace(/[^ -~]|["%\\]/gu, '_');
  const exact = encodeURIComponent(name).replace(/['()*]/gu, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${exact}`;
}
