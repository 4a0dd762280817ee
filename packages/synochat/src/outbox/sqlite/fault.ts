/** SQLite's sentences, and Node's codes, with the line for a log. Deno has no error codes of SQLite. */
const faults: readonly (readonly [pattern: RegExp, line: string, isLasting: boolean])[] = [
  [/is full|ENOSPC|EDQUOT/, 'the disk is full', false],
  [/is locked|SQLITE_BUSY/, 'another process holds the file for too long', false],
  [/readonly|read-only|EROFS|EACCES|EPERM/, 'the file or its folder cannot be written to: check owner and mount', true],
  [/of another program/, 'the file belongs to another program: choose another path', true],
  [/newer version/, 'a newer version of synochat wrote the file: install it, or choose another path', true],
  [/malformed|not a database/, 'the file is damaged and was left alone: move it away, or restore a backup', true],
  [/unable to open|EISDIR|ENOTDIR|ENOENT|EEXIST/, 'the file cannot be opened: check the path', true],
];

/** Returns the error for a log, without the path, and whether the file should be opened anew. */
export function faultOf(cause: unknown): { readonly error: Error; readonly isLasting: boolean } {
  if (cause instanceof FileFault) return { error: cause, isLasting: false };
  const { message = '', code = '' } = Object(cause) as { message?: string; code?: string };
  const [, line = 'reading or writing failed: check the disk', isLasting = true] =
    faults.find(([pattern]) => pattern.test(`${code} ${message}`)) ?? [];
  return { error: new FileFault(`The outbox file: ${line}`, { cause }), isLasting };
}

class FileFault extends Error {
  override readonly name = 'OutboxFileError';
}
