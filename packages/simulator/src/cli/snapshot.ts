import { existsSync, lstatSync, realpathSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { SimulatorStorage } from '../room/storage.ts';
import { lock } from './lock.ts';
import { leftAlone, readSnapshot, writeSnapshot } from './snapshot-file.ts';

/** A storage in a JSON file, which outlives the server. */
export interface Snapshot extends SimulatorStorage {
  /**
   * Writes the file now and after later changes. Before the call the file does not change. Rejects with an error of one line
   * if the file cannot be written.
   */
  start(): Promise<void>;
  /** Writes the remaining changes and removes the lock. */
  close(): Promise<void>;
}

/** Milliseconds from a change to the next save. The rest of a second is for the save and for an earlier save. */
const settleTime = 100;
/** Milliseconds from a failed save to the next attempt. */
const retryTime = 1000;

/**
 * Opens a file as a storage. A save writes the whole state to a second file, which then replaces the first file: a reader
 * finds the old or the new state, also after `kill -9`, never a part. A save starts 100 ms after the first unsaved change.
 * A failed save is reported once and repeated every second. Throws an error of one line if the file is in use, damaged or
 * of another kind.
 */
export function openSnapshot(name: string, complain: (problem: string) => void): Snapshot {
  const path = resolveLink(name);
  const unlock = lock(path);
  // A failed start ends the process without `close`.
  process.once('exit', unlock);
  const values = valuesOf(path, unlock);
  const closing = new AbortController();
  let isStarted = false;
  let isChanged = false;
  let isFailing = false;
  let saving: Promise<void> | undefined;

  function markChanged(): void {
    isChanged = true;
    if (isStarted) saving ??= saveUntilSettled();
  }

  async function saveUntilSettled(): Promise<void> {
    const { signal } = closing;
    while (isChanged && !signal.aborted) {
      await pause(isFailing ? retryTime : settleTime, undefined, { ref: false, signal }).catch(() => undefined);
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
      if (!isFailing) complain(`${path} was not written (${whyNotWritten(error)}); the server goes on and tries again`);
      isFailing = true;
    }
  }

  return {
    entries: () => values.entries(),
    set(key, value) {
      values.set(key, value);
      markChanged();
    },
    delete(key) {
      if (values.delete(key)) markChanged();
    },
    async start() {
      try {
        await writeSnapshot(path, values);
      } catch (error) {
        throw leftAlone(path, error);
      }
      isStarted = true;
      // Requests may have changed the state during the write.
      markChanged();
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

/** Follows a link: lock and rename must act on the same file under any name. */
function resolveLink(name: string): string {
  if (existsSync(name)) return realpathSync(name);
  // A file in place of the link would hide a target that exists again later.
  if (isLink(name)) throw new Error(`${name} is a link that leads nowhere: repair it or pass --data another file`);
  return name;
}

function isLink(name: string): boolean {
  try {
    return lstatSync(name, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    throw leftAlone(name, error);
  }
}

function whyNotWritten(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown error';
}
