import {
  closeSync,
  existsSync,
  fsync,
  fsyncSync,
  ftruncateSync,
  lstatSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import type { SimulatorStorage } from '../room/storage.ts';
import { HEADER, leftAlone, readJournal } from './journal-lines.ts';
import { lock } from './lock.ts';

/** A file that outlives the server, as a storage. */
export interface Journal extends SimulatorStorage {
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
  const path = whereItLeads(name);
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
  // By key, for only the newest value counts: while nothing can be written it grows no larger than the state.
  const waiting = new Map<string, string>();
  let isFailing = false;
  let isSyncing = false;

  function append(key: string, line: string, to: number): void {
    waiting.set(key, line);
    flush(to);
  }

  function flush(to: number): void {
    try {
      for (const [key, line] of waiting) {
        size += write(to, line);
        waiting.delete(key);
      }
      isFailing = false;
      sync(to);
    } catch (error) {
      failed(error, to);
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
      else append(key, line(key, value), file);
    },
    delete(key) {
      if (file === undefined) values.delete(key);
      else append(key, `${JSON.stringify([key])}\n`, file);
    },
    start() {
      const fresh = `${path}.new`;
      let begun: number | undefined;
      try {
        rmSync(fresh, { force: true });
        // Appending: after a line was taken back, the next one has to begin where that one did.
        begun = openSync(fresh, 'ax', 0o600);
        size = write(begun, HEADER);
        for (const [key, value] of values) size += write(begun, line(key, value));
        fsyncSync(begun);
        renameSync(fresh, path);
      } catch (error) {
        if (begun !== undefined) {
          closeSync(begun);
          rmSync(fresh, { force: true });
        }
        throw leftAlone(path, error);
      }
      file = begun;
      values = new Map();
    },
    close() {
      if (file !== undefined) {
        if (waiting.size > 0) flush(file);
        if (waiting.size > 0) complain(`${path} lacks the newest changes, which could not be written`);
        fsyncSync(file);
        closeSync(file);
      }
      file = undefined;
      unlock();
    },
  };
}

/** Where a link leads: the lock and the renaming must meet the one file, whatever it is called. */
function whereItLeads(name: string): string {
  if (existsSync(name)) return realpathSync(name);
  // It would be replaced by a file, and what it stood for be missed when that is there again.
  if (lstatSync(name, { throwIfNoEntry: false })) throw new Error(`${name} is a link that leads nowhere`);
  return name;
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
