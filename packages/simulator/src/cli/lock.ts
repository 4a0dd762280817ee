import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { leftAlone } from './snapshot-file.ts';

/**
 * Locks a file against a second server: a lock file beside the file holds the number of the process. The lock of an ended
 * process, for example after `kill -9`, is replaced. Returns the function that removes the lock.
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

/** Creates the lock. Returns false if a lock exists. */
function create(path: string, lockPath: string): boolean {
  try {
    writeFileSync(lockPath, String(process.pid), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    // On a full disk the file exists without content.
    rmSync(lockPath, { force: true });
    throw leftAlone(path, error);
  }
}

/** Returns the content of the lock, or undefined if another process has removed the lock. */
function ownerOf(lockPath: string): string | undefined {
  try {
    return readFileSync(lockPath, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Removes the lock of an ended process. If several servers start at once, only one server can rename the lock. A server
 * that has renamed the new lock of another server restores the lock.
 */
function removeStale(path: string, lockPath: string, stale: string): void {
  const renamed = `${lockPath}.${process.pid}`;
  try {
    renameSync(lockPath, renamed);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  const owner = ownerOf(renamed);
  if (owner !== undefined && owner !== stale) {
    linkSync(renamed, lockPath);
    rmSync(renamed);
    throw inUse(path, owner);
  }
  rmSync(renamed, { force: true });
}

function inUse(path: string, owner: string): Error {
  return new Error(
    `${path} is in use by process ${owner}: stop the process, or delete ${path}.lock if the process is no simulator`,
  );
}

/** Returns whether a process runs. In a container every run may have the same number: the lock is of an earlier run. */
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
