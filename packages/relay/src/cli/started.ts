import { basename, delimiter, dirname, isAbsolute, join, relative, sep } from 'node:path';

/** The parts of a process that tell how it was started. */
type Started = Pick<NodeJS.Process, 'argv' | 'env' | 'versions'>;

/**
 * Returns the beginning of a command line that starts this program again, such as `synochat-relay` or
 * `node packages/relay/dist/cli.js`: hints show commands that a person can paste as they are.
 */
export function startedAs({ argv, env, versions }: Started = process, here = process.cwd()): string {
  const [, file = ''] = argv;
  const path = quoted(shorter(file, here));
  if (basename(file) !== 'synochat-relay') return `${runtimeOf(versions)} ${path}`;
  const folder = dirname(file);
  // npm puts the commands of a package on the PATH of its scripts, not on that of the person.
  const isOfPackage = folder.endsWith(join('node_modules', '.bin'));
  return !isOfPackage && (env['PATH'] ?? '').split(delimiter).includes(folder) ? 'synochat-relay' : path;
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
