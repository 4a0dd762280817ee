import { chmodSync, closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Creates the file, and its folder, for its owner alone: SQLite by itself would follow the umask. */
export function createPrivateFile(path: string): void {
  createFolder(dirname(path));
  try {
    // A file that exists is not opened: closing it would end every lock of this process on the file.
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
    const { mode } = statSync(path);
    if ((mode & 0o077) !== 0) chmodSync(path, mode & 0o700);
  }
}

/** Not by `recursive`: where no folder can be created, as in /proc, Node would try without end. */
function createFolder(path: string): void {
  if (existsSync(path)) return;
  const parent = dirname(path);
  if (parent !== path) createFolder(parent);
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another process may have created the folder.
    if (!existsSync(path)) throw error;
  }
}

/** Returns the number of the file on its disk; undefined if there is no file. */
export function inodeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.ino;
}
