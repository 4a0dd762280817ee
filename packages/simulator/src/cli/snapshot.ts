import { existsSync, lstatSync, realpathSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { SimulatorStorage } from '../room/storage.ts';
import { lock } from './lock.ts';
import { leftAlone, readSnapshot, writeSnapshot } from './snapshot-file.ts';

/** A storage that outlives the server in one JSON file. */
export interface Snapshot extends SimulatorStorage {
  /**
   * Writes the file, and from then on writes it anew after changes. Until then the file stays as it was. Rejects with an
   * error of one line if the file cannot be written.
   */
  start(): Promise<void>;
  /** Writes the changes that the file lacks and removes the lock. */
  close(): Promise<void>;
}

/** Milliseconds from a change to the next save. The rest of a second is for that save, and for one that has begun before. */
const SETTLE = 100;
/** Milliseconds from a save that failed to the next attempt. */
const RETRY = 1000;

/**
 * Opens a file as a storage. While there are changes, the whole state is written to a second file, which then replaces the
 * first one: a reader, also after `kill -9`, finds an old state or a new one, never a part. Each save starts 100 ms
 * after the first change that the file lacks. A save that fails is reported once and repeated every second. Throws an
 * error of one line if the file is in use, damaged or of another kind.
 */
export function openSnapshot(name: string, complain: (problem: string) => void): Snapshot {
  const path = whereItLeads(name);
  const unlock = lock(path);
  // A start that fails ends the process without `close`.
  process.once('exit', unlock);
  const values = valuesOf(path, unlock);
  const closing = new AbortController();
  let isStarted = false;
  let isChanged = false;
  let isFailing = false;
  let saving: Promise<void> | undefined;

  function changed(): void {
    isChanged = true;
    if (isStarted) saving ??= saveUntilSettled();
  }

  async function saveUntilSettled(): Promise<void> {
    const { signal } = closing;
    while (isChanged && !signal.aborted) {
      await pause(isFailing ? RETRY : SETTLE, undefined, { ref: false, signal }).catch(() => undefined);
      await save();
    }
    saving = undefined;
  }

  async function save(): Promise<void> {
    isChanged = false;
    try {
      await writeSnapshot(path, values);
      isFailing = false;
    } catch (error) {
      isChanged = true;
      if (!isFailing) complain(`${path} was not written (${reasonOf(error)}); the server goes on and tries again`);
      isFailing = true;
    }
  }

  return {
    entries: () => values.entries(),
    set(key, value) {
      values.set(key, value);
      changed();
    },
    delete(key) {
      if (values.delete(key)) changed();
    },
    async start() {
      try {
        await writeSnapshot(path, values);
      } catch (error) {
        throw leftAlone(path, error);
      }
      isStarted = true;
      // Requests may have changed something meanwhile.
      changed();
    },
    async close() {
      closing.abort();
      await saving;
      if (isStarted && isChanged) await save();
      if (isStarted && isChanged) complain(`${path} lacks the newest changes, which could not be written`);
      process.off('exit', unlock);
      unlock();
    },
  };
}

function valuesOf(path: string, unlock: () => void): Map<string, unknown> {
  try {
    return readSnapshot(path);
  } catch (error) {
    process.off('exit', unlock);
    unlock();
    throw leftAlone(path, error);
  }
}

/** Follows a link: the lock and the renaming must meet the one file, whatever name it was opened by. */
function whereItLeads(name: string): string {
  if (existsSync(name)) return realpathSync(name);
  // A file in its place would hide the target of the link when that exists again.
  if (lstatSync(name, { throwIfNoEntry: false })) throw new Error(`${name} is a link that leads nowhere`);
  return name;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown error';
}
