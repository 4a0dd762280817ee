import {
  closeSync,
  existsSync,
  fsync,
  fsyncSync,
  ftruncateSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { HEADER, readJournal } from './cli-journal-lines.ts';
import { lock } from './cli-lock.ts';
import type { Storage } from './storage.ts';

/** A file that outlives the server, as a storage. */
export interface Journal extends Storage {
  /** From now on every change is written. Before, nothing is: a file that cannot be taken up stays as it was. */
  start(): void;
  close(): void;
}

/**
 * A journal of JSON lines, one for each change. A line is handed to the system at once, so what was answered survives
 * the end of the process, and brought to the disk soon after. Each start writes a fresh file without what is outdated
 * and renames it over the old one. Throws an error of one line when the file is in use, damaged or not a journal.
 */
export function openJournal(name: string, complain: (problem: string) => void): Journal {
  // Where a link leads: the lock and the renaming must meet the one file, whatever it is called.
  const path = existsSync(name) ? realpathSync(name) : name;
  const unlock = lock(path);
  let values: Map<string, unknown>;
  try {
    values = readJournal(path, complain);
  } catch (error) {
    unlock();
    throw error;
  }

  let file: number | undefined;
  let size = 0;
  const waiting: string[] = [];
  let isFailing = false;
  let isSyncing = false;

  function append(line: string): void {
    waiting.push(line);
    if (file === undefined) return;
    try {
      for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
        size += write(file, next);
        waiting.shift();
      }
      isFailing = false;
      sync(file);
    } catch (error) {
      failed(error, file);
    }
  }

  function failed(error: unknown, to: number): void {
    // What was written of the line goes, or the next one would be glued to it.
    ftruncateSync(to, size);
    const why = error instanceof Error ? error.message : 'unknown error';
    if (!isFailing) complain(`${path} was not written (${why}); the server goes on and tries again at the next change`);
    isFailing = true;
  }

  function sync(to: number): void {
    if (isSyncing) return;
    isSyncing = true;
    fsync(to, (error) => {
      isSyncing = false;
      // A closed file was brought to the disk before.
      if (error && file !== undefined) complain(`${path} was not brought to the disk (${error.message})`);
    });
  }

  return {
    entries: () => values.entries(),
    set(key, value) {
      if (file === undefined) values.set(key, value);
      else append(line(key, value));
    },
    delete(key) {
      if (file === undefined) values.delete(key);
      else append(`${JSON.stringify([key])}\n`);
    },
    start() {
      const fresh = `${path}.new`;
      rmSync(fresh, { force: true });
      // Appending: after a line was taken back, the next one has to begin where that one did.
      file = openSync(fresh, 'ax', 0o600);
      size = write(file, HEADER);
      for (const [key, value] of values) size += write(file, line(key, value));
      fsyncSync(file);
      renameSync(fresh, path);
      values = new Map();
    },
    close() {
      if (file !== undefined) {
        fsyncSync(file);
        closeSync(file);
      }
      file = undefined;
      unlock();
    },
  };
}

function line(key: string, value: unknown): string {
  return `${JSON.stringify([key, value])}\n`;
}

/** Writes all of it and returns the number of bytes. */
function write(file: number, text: string): number {
  const bytes = Buffer.from(text);
  let written = 0;
  while (written < bytes.length) written += writeSync(file, bytes, written);
  return written;
}
