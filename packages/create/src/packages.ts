import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { readVersion, UsageError } from '@synochat/command-line';
import type { Project } from './choices.ts';

/**
 * Returns the tarballs in a folder, or without a folder the release as new as `program`, the URL of this program. Throws a
 * `UsageError` if a tarball is missing, and without a folder in a clone: the packages of a clone are not on npm.
 */
export function findPackages(program: string, folder: string | undefined): Project['packages'] {
  const version = readVersion(program);
  if (folder === undefined && !program.includes('/node_modules/'))
    throw new UsageError(
      'The packages of a clone are not on npm: make their files by npm pack, and pass --tarballs FOLDER.',
    );
  if (folder === undefined) return { synochat: `^${version}`, 'synochat-simulator': `^${version}` };
  return { synochat: tarball(folder, 'synochat'), 'synochat-simulator': tarball(folder, 'synochat-simulator') };
}

function tarball(folder: string, name: string): string {
  const shape = new RegExp(`^${name}-\\d[\\w.-]*\\.tgz$`);
  const file = namesIn(folder).find((each) => shape.test(each));
  if (file === undefined)
    throw new UsageError(`--tarballs: ${folder} holds no ${name}-….tgz: make the file by npm pack.`);
  return `file:${resolve(folder, file)}`;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    throw new UsageError(`--tarballs: ${folder} is not a folder that can be read.`);
  }
}
