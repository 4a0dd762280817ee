/**
 * Stores shared files in a folder, so that links survive a restart; on Node, Bun and Deno.
 *
 * @module synochat/files-disk
 */
import { constants, openAsBlob } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, readdir, rename, unlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { FileStore } from './files.ts';

/**
 * Returns a store in a folder of this machine, for Node, Bun and Deno (which needs read and write access to the
 * folder). Links survive a restart, and processes that share the folder serve each other's files.
 *
 * The folder is created on first use, and only the owner can read the stored files. Expired files are deleted when the
 * next file is stored. Other files in the folder are never changed. If the folder is full or cannot be written to,
 * `share` rejects with an `Error` whose `cause` is the system's error. Throws a `TypeError` for an empty path.
 *
 * Symbolic links are not followed; only the folder may be a link. If a link, a pipe or a directory replaces a shared
 * file, `handler` answers 500 for the file's address. Give no other user write access to the folder: write access
 * allows changing the files.
 *
 * @param folder The path of the folder.
 * @example
 * ```ts
 * const files = createFileHost({ baseUrl, secret, store: diskStore('/var/lib/bot/files') });
 * ```
 */
export function diskStore(folder: string): FileStore {
  if (typeof folder !== 'string' || folder === '') throw new TypeError('diskStore needs a folder');
  const pathOf = (id: string) => join(folder, toStoredName(id));
  return {
    async put(id, bytes, { now, expires }) {
      const path = pathOf(id);
      const part = `${path}.part`;
      await mkdir(folder, { recursive: true, mode: 0o700 }).catch(cannotWrite);
      await sweep(folder, now).catch(cannotWrite);
      const handle = await open(part, 'wx', 0o600).catch(cannotWrite);
      try {
        try {
          for await (const chunk of bytes) await writeAll(handle, chunk).catch(cannotWrite);
          // The time of the last change tells the sweep when the file expires.
          const seconds = Math.ceil(expires / 1000);
          await handle.utimes(seconds, seconds).catch(cannotWrite);
          // Synced before the rename: after a power cut, too, a file is whole or absent.
          await handle.sync().catch(cannotWrite);
        } finally {
          await handle.close().catch(cannotWrite);
        }
        await rename(part, path).catch(cannotWrite);
      } catch (error) {
        await unlink(part).catch(() => undefined);
        throw error;
      }
    },
    async get(id, offset, length) {
      const path = pathOf(id);
      const handle = await openFile(path);
      if (!handle || !('Bun' in globalThis)) return handle && streamOf(handle, offset, length);
      // Bun's server sends the length of a file, but not the length of a stream.
      await handle.close();
      return (await openAsBlob(path)).slice(offset, offset + length);
    },
    async delete(id) {
      await unlink(pathOf(id)).catch(ifThere);
    },
  };
}

// The extension belongs to the store: the sweep deletes no other files.
const storedName = /^[\w-]{22}\.synochat-file(\.part)?$/;
const hour = 3_600_000;

function toStoredName(id: string): string {
  const name = `${id}.synochat-file`;
  if (!storedName.test(name)) throw new TypeError('An id is 22 characters of base64url');
  return name;
}

/** Deletes expired files, and incomplete files last written an hour ago or more, whose process has ended. */
async function sweep(folder: string, now: number): Promise<void> {
  for (const name of (await readdir(folder)).filter((found) => storedName.test(found))) {
    const path = join(folder, name);
    const found = await lstat(path).catch(ifThere);
    if (!found?.isFile()) continue;
    const changed = found.mtimeMs;
    const isExpired = name.endsWith('.part') ? changed + hour < Date.now() : changed <= now;
    if (isExpired) await unlink(path).catch(ifThere);
  }
}

// For a file replaced after `lstat`: open neither follows a link nor waits for a pipe. Windows has neither flag.
const {
  O_RDONLY,
  O_NOFOLLOW = 0,
  O_NONBLOCK = 0,
} = constants as Pick<typeof constants, 'O_RDONLY'> & Partial<typeof constants>;

/** Opens the file. Returns undefined for a missing file, and throws unless the file is regular. */
async function openFile(path: string): Promise<FileHandle | undefined> {
  const found = await lstat(path).catch(ifThere);
  if (!found) return undefined;
  if (!found.isFile())
    throw new Error(`${basename(path)} in the folder of the shared files is a link, pipe or directory: remove it`);
  return (await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK).catch(ifThere)) ?? undefined;
}

async function writeAll(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.length; ) at += (await handle.write(chunk, at, chunk.length - at)).bytesWritten;
}

function streamOf(handle: FileHandle, offset: number, length: number): ReadableStream<Uint8Array> {
  const end = offset + length;
  let at = offset;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const buffer = new Uint8Array(Math.min(65_536, end - at));
          const { bytesRead } = await handle.read(buffer, 0, buffer.length, at);
          at += bytesRead;
          if (bytesRead > 0) controller.enqueue(buffer.subarray(0, bytesRead));
          else if (at < end) throw new Error('The shared file is shorter than when it was stored');
          if (at < end) return;
          await handle.close();
          controller.close();
        } catch (error) {
          await handle.close();
          throw error;
        }
      },
      cancel: () => handle.close(),
    },
    { highWaterMark: 0 },
  );
}

function ifThere(error: unknown): undefined {
  if ((error as { code?: string }).code !== 'ENOENT') throw error;
}

function cannotWrite(cause: unknown): never {
  const { code = 'unknown' } = cause as { code?: string };
  throw new Error(`The folder of the shared files is full or cannot be written to (${code})`, { cause });
}
