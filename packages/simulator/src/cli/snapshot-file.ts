import { constants } from 'node:buffer';
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';

const formatVersion = 1;
/** The beginning of every snapshot. Another program may have added blanks. */
const head = /^\s*\{\s*"synochat-simulator"\s*:/;
const headBytes = 256;
/** Characters of a write. Between two writes the server answers waiting requests. */
const chunkLength = 8 * 1024 * 1024;

/**
 * Reads the values by key. A missing or empty file holds no values. Throws if the path is no file, or if the file is
 * damaged, of another kind or of another version.
 */
export function readSnapshot(path: string): Map<string, unknown> {
  const info = statSync(path, { throwIfNoEntry: false });
  // A rename would replace a device, and reading a pipe may never end.
  if (info?.isFile() === false) throw new Error('not a file');
  if (!info?.size) return new Map();
  if (!head.test(headOf(path))) throw new Error('not a data file of synochat-simulator');
  const { 'synochat-simulator': version, state } = parse(readFileSync(path, 'utf8'));
  if (version !== formatVersion) throw new Error('written by another version of synochat-simulator');
  if (Object(state) !== state || Array.isArray(state)) throw new Error('damaged: "state" is not an object');
  return new Map(Object.entries(state as object));
}

/**
 * Writes the values to a new file, flushes the new file to the disk and renames the new file to the path. Only the owner
 * can read the file. If a step fails, the old file stays and the new file is removed.
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

/** Adds the path and the next step to an error of a data file. */
export function leftAlone(path: string, error: unknown): Error {
  const why = error instanceof Error ? error.message.replace(/\.$/, '') : 'unknown error';
  const advice = 'The file is left as it is: repair it, move it away or pass --data another file.';
  return new Error(`${path}: ${why}. ${advice}`, { cause: error });
}

/** Yields a line for each entry, for people and for `diff`. Values never change, so all values belong to the same moment. */
function* chunksOf(entries: readonly (readonly [string, unknown])[]): Generator<string> {
  let chunk = `{"synochat-simulator":${formatVersion},"state":{`;
  let bytes = 0;
  for (const [at, [key, value]] of entries.entries()) {
    chunk += `${at === 0 ? '' : ','}\n${JSON.stringify(key)}:${JSON.stringify(value)}`;
    if (chunk.length < chunkLength) continue;
    bytes += Buffer.byteLength(chunk);
    // The file must fit into a string.
    if (bytes > constants.MAX_STRING_LENGTH - chunkLength) throw new Error('the state is too large to be read again');
    yield chunk;
    chunk = '';
  }
  yield `${chunk}\n}}\n`;
}

/** Writes all bytes. `writeFile` would write 512 KiB at a time. */
async function writeAll(file: FileHandle, bytes: Buffer): Promise<void> {
  let written = 0;
  while (written < bytes.length) written += (await file.write(bytes, written)).bytesWritten;
}

function headOf(path: string): string {
  const bytes = Buffer.alloc(headBytes);
  const file = openSync(path, 'r');
  try {
    return bytes.toString('utf8', 0, readSync(file, bytes));
  } finally {
    closeSync(file);
  }
}

/** Parses JSON. The error leaves out the message of the engine, which repeats a part of the file and so perhaps a token. */
function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw new Error('damaged: it is not JSON', { cause: error });
  }
}
