/**
 * Shared files in a folder, whose links survive a restart; on Node, Bun and Deno.
 *
 * @module synochat/files-disk
 */
import { constants, openAsBlob } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, readdir, rename, unlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { FileStore } from './files.ts';

/**
 * A store in a folder of this machine, for Node, Bun and Deno (which needs read and write access to it): links survive
 * a restart, and processes that share the folder serve each other's files.
 *
 * The folder is made when first needed; only its owner can read what this store makes. Files whose time is over go when
 * the next one comes. Other files in the folder are never touched. When the folder cannot be written to or is full,
 * `share` rejects with an `Error` that says so, its `cause` the system's own.
 *
 * Symbolic links are not followed: only the folder itself may be one. If a link, a pipe or another directory stands in
 * the place of a shared file, following the file's address is an error, which `handler` answers with 500. Give the folder
 * to nobody else: whoever can write to it can also change the files.
 *
 * @param folder The path of the folder.
 * @example
 * ```ts
 * const files = createFileHost({ baseUrl, secret, store: diskStore('/var/lib/bot/files') });
 * ```
 */
export function diskStore(folder: string): FileStore {
  if (typeof folder !== 'string' || folder === '') throw new TypeError('diskStore needs a folder');
  const pathOf = (id: string) => join(folder, nameOf(id));
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
          // When it was last changed tells the sweep when it may go.
          const seconds = Math.ceil(expires / 1000);
          await handle.utimes(seconds, seconds).catch(cannotWrite);
          // On the disk before it has its name: after a power cut, too, a file is whole or not there.
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
      if (!handle || !('Bun' in globalThis)) return handle && read(handle, offset, length);
      // Bun's server leaves out the length of a stream, but not that of a file.
      await handle.close();
      return (await openAsBlob(path)).slice(offset, offset + length);
    },
    async delete(id) {
      await unlink(pathOf(id)).catch(ifThere);
    },
  };
}

// The ending is our own, so that the sweep takes nothing else for its own.
const ours = /^[\w-]{22}\.synochat-file(\.part)?$/u;
const hour = 3_600_000;

function nameOf(id: string): string {
  const name = `${id}.synochat-file`;
  if (!ours.test(name)) throw new TypeError('An id is 22 characters of base64url');
  return name;
}

/** Removes what has expired, and what a process left half-written when it was ended an hour ago or more. */
async function sweep(folder: string, now: number): Promise<void> {
  for (const name of (await readdir(folder)).filter((found) => ours.test(found))) {
    const path = join(folder, name);
    const found = await lstat(path).catch(ifThere);
    if (!found?.isFile()) continue;
    const changed = found.mtimeMs;
    const isOver = name.endsWith('.part') ? changed + hour < Date.now() : changed <= now;
    if (isOver) await unlink(path).catch(ifThere);
  }
}

// For what takes the file's place after the look at it: a link is not followed, a pipe not waited for. Windows has neither.
const {
  O_RDONLY,
  O_NOFOLLOW = 0,
  O_NONBLOCK = 0,
} = constants as Pick<typeof constants, 'O_RDONLY'> & Partial<typeof constants>;

/** Undefined if there is no such file. Throws if anything but a file has its name. */
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

function read(handle: FileHandle, offset: number, length: number): ReadableStream<Uint8Array> {
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
          else if (at < end) throw new Error('The shared file is shorter than it was');
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
