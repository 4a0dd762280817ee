import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { leftAlone } from './snapshot-file.ts';

/** Milliseconds in which a server that has created a lock writes its number. */
const writeTime = 100;

/**
 * Locks a file against a second server: a lock file beside the file holds the number of the process, and the name of the
 * machine or container. The lock of an ended process, for example after `kill -9`, is replaced; of another machine no one
 * here can tell. Returns the function that removes the lock. `dataFile` is the path that errors name.
 */
export function lock(path: string, dataFile = path): () => void {
  const lockPath = `${path}.lock`;
  while (!create(dataFile, lockPath)) {
    const owner = ownerOf(dataFile, lockPath);
    if (owner === undefined) continue;
    if (isRunning(owner)) throw inUse(dataFile, owner);
    // If several servers start at once, only the owner of this second lock removes the lock of the ended process.
    const unlock = lock(lockPath, dataFile);
    if (owner === '') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, writeTime);
    if (ownerOf(dataFile, lockPath) === owner) rmSync(lockPath, { force: true });
    unlock();
  }
  removeAbandoned(dataFile, `${lockPath}.lock`);
  return () => {
    rmSync(lockPath, { force: true });
  };
}

/** Removes the second lock of a process that was killed after it had removed the first. No other server needs the second lock now. */
function removeAbandoned(dataFile: string, secondLock: string): void {
  const owner = ownerOf(dataFile, secondLock);
  if (owner !== undefined && owner !== '' && !isRunning(owner)) rmSync(secondLock, { force: true });
}

/** Creates the lock. Returns false if a lock exists. */
function create(dataFile: string, lockPath: string): boolean {
  try {
    writeFileSync(lockPath, `${process.pid} ${hostname()}`, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    // On a full disk the file exists without content.
    rmSync(lockPath, { force: true });
    throw leftAlone(dataFile, error);
  }
}

/** Returns the content of the lock, or undefined if another process has removed the lock. */
function ownerOf(dataFile: string, lockPath: string): string | undefined {
  try {
    return readFileSync(lockPath, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw leftAlone(dataFile, error);
  }
}

function inUse(path: string, owner: string): Error {
  const [pid, host] = partsOf(owner);
  const other = host === hostname() ? '' : ` of the machine or container ${host}`;
  return new Error(
    `${path} is in use by process ${pid}${other}: stop the process, or delete ${path}.lock if the process is no simulator`,
  );
}

/** Returns whether the owner of a lock runs. In a container every run may have the same number: the lock is of an earlier run. */
function isRunning(owner: string): boolean {
  const [pid, host] = partsOf(owner);
  if (!Number.isInteger(pid) || pid <= 0) return false;
  // Containers that share a volume do not see each other's processes.
  if (host !== hostname()) return true;
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** Returns the number of the process and its machine. A lock of an earlier release names no machine. */
function partsOf(owner: string): readonly [pid: number, host: string] {
  const [pid = '', host = hostname()] = owner.split(' ');
  return [Number(pid), host];
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
