import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { leftAlone } from './journal-lines.ts';

/**
 * Keeps a second server from writing to the same file. A lock whose process is gone, killed for example, is taken over.
 * Returns what lets go of it.
 */
export function lock(path: string): () => void {
  const lockPath = `${path}.lock`;
  const create = () => {
    const file = openSync(lockPath, 'wx', 0o600);
    try {
      writeSync(file, String(process.pid));
    } catch (error) {
      rmSync(lockPath, { force: true });
      throw leftAlone(path, error);
    } finally {
      closeSync(file);
    }
  };
  try {
    create();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    const owner = Number(readFileSync(lockPath, 'utf8'));
    if (isRunning(owner))
      throw new Error(`${path} is in use by process ${owner}; if that is no simulator, delete ${lockPath}`, {
        cause: error,
      });
    rmSync(lockPath, { force: true });
    create();
  }
  return () => {
    rmSync(lockPath, { force: true });
  };
}

/** In a container every run may have the same number, so the own one is that of an earlier run. */
function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
