import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { UsageError } from '@synochat/command-line';

/** Throws a `UsageError` unless the folder is missing or empty. */
export function checkFolder(folder: string): void {
  try {
    if (readdirSync(folder).length > 0)
      throw new UsageError(`${folder} is not empty: name a new folder. Nothing was written.`);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return;
    throw code === 'ENOTDIR' ? new UsageError(`${folder} is a file: name a new folder.`) : error;
  }
}

/** Writes the files into the folder. Throws if one of them exists. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text, { flag: 'wx' });
}

/**
 * Returns the name of a package for a folder: lower-case letters, digits and hyphens, which wrangler also accepts. The name
 * differs from the names of the packages that the program needs.
 */
export function packageName(folder: string): string {
  const words = basename(resolve(folder))
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  const name = words?.join('-').slice(0, 50) ?? 'chat-app';
  return ['synochat', 'synochat-simulator', 'valibot', 'wrangler'].includes(name) ? `${name}-app` : name;
}
