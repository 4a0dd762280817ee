import { constants } from 'node:buffer';
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';

const VERSION = 1;
/** The beginning of every snapshot; blanks may have been added by another program. */
const HEAD = /^\s*\{\s*"synochat-simulator"\s*:/u;
const HEAD_BYTES = 256;
/** Characters that are collected before they are written. Between two writes waiting requests are answered, which takes time. */
const CHUNK = 8 * 1024 * 1024;

/**
 * Reads the values by key. A missing or empty file has none. Throws if the path leads to no file, or to a file that is
 * damaged, of another kind or of another version.
 */
export function readSnapshot(path: string): Map<string, unknown> {
  const found = statSync(path, { throwIfNoEntry: false });
  // A device would be replaced by a file, and reading a pipe can take for ever.
  if (found?.isFile() === false) throw new Error('not a file');
  if (!found?.size) return new Map();
  if (!HEAD.test(headOf(path))) throw new Error('not a data file of synochat-simulator');
  const { 'synochat-simulator': version, state } = parse(readFileSync(path, 'utf8'));
  if (version !== VERSION) throw new Error('written by another version of synochat-simulator');
  if (Object(state) !== state || Array.isArray(state)) throw new Error('damaged: "state" is not an object');
  return new Map(Object.entries(state as object));
}

/**
 * Writes the values to a file beside the path, brings it to the disk and renames it to the path. The file is readable by
 * its owner alone. If that fails, the old file stays and the new one is removed.
 */
export async function writeSnapshot(path: string, values: ReadonlyMap<string, unknown>): Promise<void> {
  const fresh = `${path}.new`;
  await rm(fresh, { force: true });
  const file = await open(fresh, 'wx', 0o600);
  try {
    try {
      for (const chunk of chunksOf([...values])) await writeAll(file, Buffer.from(chunk));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(fresh, path);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
}

/** Adds to an error of a data file which file it is and what to do. */
export function leftAlone(path: string, error: unknown): Error {
  const why = error instanceof Error ? error.message.replace(/\.$/u, '') : 'unknown error';
  const advice = 'The file is left as it is; mend it, move it away or give --data another one.';
  return new Error(`${path}: ${why}. ${advice}`, { cause: error });
}

/** One entry a line, for people and for programs that compare lines. Values never change, so all are of one moment. */
function* chunksOf(entries: readonly (readonly [string, unknown])[]): Generator<string> {
  let chunk = `{"synochat-simulator":${VERSION},"state":{`;
  let bytes = 0;
  for (const [at, [key, value]] of entries.entries()) {
    chunk += `${at === 0 ? '' : ','}\n${JSON.stringify(key)}:${JSON.stringify(value)}`;
    if (chunk.length < CHUNK) continue;
    bytes += Buffer.byteLength(chunk);
    // The file is read as one string.
    if (bytes > constants.MAX_STRING_LENGTH - CHUNK) throw new Error('it would be too large to be read again');
    yield chunk;
    chunk = '';
  }
  yield `${chunk}\n}}\n`;
}

/** `writeFile` would write 512 KiB at a time. */
async function writeAll(file: FileHandle, bytes: Buffer): Promise<void> {
  let written = 0;
  while (written < bytes.length) written += (await file.write(bytes, written)).bytesWritten;
}

function headOf(path: string): string {
  const bytes = Buffer.alloc(HEAD_BYTES);
  const file = openSync(path, 'r');
  try {
    return bytes.toString('utf8', 0, readSync(file, bytes));
  } finally {
    closeSync(file);
  }
}

/** The reason of the engine is left out: it repeats a part of the file, which may hold a token. */
function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw new Error('damaged: it is not JSON', { cause: error });
  }
}
