import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { leftAlone } from './snapshot-file.ts';

/**
 * Keeps a second server from writing to the same file: a file beside it holds the number of the process that has it. A
 * lock whose process has ended, for example by `kill -9`, is replaced. Returns the function that removes the lock.
 */
export function lock(path: string): () => void {
  const lockPath = `${path}.lock`;
  while (!create(path, lockPath)) {
    const owner = ownerOf(lockPath);
    if (owner === undefined) continue;
    if (isRunning(Number(owner))) throw inUse(path, owner);
    removeStale(path, lockPath, owner);
  }
  return () => {
    rmSync(lockPath, { force: true });
  };
}

/** Returns false if there is a lock. */
function create(path: string, lockPath: string): boolean {
  try {
    writeFileSync(lockPath, String(process.pid), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    // A full disk takes the name of the file and not its content.
    rmSync(lockPath, { force: true });
    throw leftAlone(path, error);
  }
}

/** Returns the content of the lock, or undefined if the lock was removed in between. */
function ownerOf(lockPath: string): string | undefined {
  try {
    return readFileSync(lockPath, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Removes the lock of a process that has ended. Of several servers that start at once only one can rename it; a server
 * that finds the fresh lock of another in its hand puts that back.
 */
function removeStale(path: string, lockPath: string, stale: string): void {
  const taken = `${lockPath}.${process.pid}`;
  try {
    renameSync(lockPath, taken);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  const owner = ownerOf(taken);
  if (owner !== undefined && owner !== stale) {
    linkSync(taken, lockPath);
    rmSync(taken);
    throw inUse(path, owner);
  }
  rmSync(taken, { force: true });
}

function inUse(path: string, owner: string): Error {
  return new Error(`${path} is in use by process ${owner}; if that is no simulator, delete ${path}.lock`);
}

/** In a container every run may have the same number: then the lock is of an earlier run. */
function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
