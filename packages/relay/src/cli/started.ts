import { basename, delimiter, dirname, isAbsolute, join, relative, sep } from 'node:path';

/** The parts of a process that tell how it was started. */
type Started = Pick<NodeJS.Process, 'argv' | 'env' | 'versions'>;

/**
 * Returns the beginning of a command line that starts this program again, such as `npx synochat-relay`, `synochat-relay`
 * or `node packages/relay/dist/cli.js`: hints show commands that a person can paste as they are.
 */
export function startedAs({ argv, env, versions }: Started = process, here = process.cwd()): string {
  const [, file = ''] = argv;
  if (basename(file) !== 'synochat-relay') return `${runtimeOf(versions)} ${quoted(shorter(file, here))}`;
  const folder = dirname(file);
  const isOfPackages = folder.endsWith(join('node_modules', '.bin'));
  // npx finds what is installed in this folder or above it, and what npx itself has installed.
  const isFound = folder.includes(`${sep}_npx${sep}`) || !relative(join(folder, '../..'), here).startsWith('..');
  if (isOfPackages && isFound) return 'npx synochat-relay';
  const isOnPath = !isOfPackages && (env['PATH'] ?? '').split(delimiter).includes(folder);
  return isOnPath ? 'synochat-relay' : quoted(shorter(file, here));
}

/** Returns a word of a command line, in quotation marks if the shell would change it. */
export function quoted(word: string): string {
  if (/^[\w@%+=:,./\\~-]+$/.test(word)) return word;
  // A path of Windows holds no quotation mark.
  return sep === '\\' ? `"${word}"` : `'${word.replaceAll("'", "'\\''")}'`;
}

/** Returns the path from the folder, if the path is within. */
function shorter(path: string, folder: string): string {
  const near = relative(folder, path);
  // Without a folder in it, the shell would look for a command of this name.
  return near.startsWith('..') || isAbsolute(near) || !near.includes(sep) ? path : near;
}

function runtimeOf(versions: Started['versions']): string {
  if (versions['deno'] !== undefined) return 'deno run -A';
  return versions['bun'] === undefined ? 'node' : 'bun';
}
