import { randomUUID } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';

/** An address or a token that has to be put where an app reads it. */
export interface Secret {
  /** What it is for, in words. */
  readonly title: string;
  /** Names of environment variables for it: its own, and the one without NAME if there is no other of its kind. */
  readonly variables: readonly string[];
  readonly value: string;
}

const FIRST_LINE = '# Written by synochat-simulator at each start.';

/** The table of what to paste where. Without `showTokens` it holds the variables' names only. */
export function pasteTable(secrets: readonly Secret[], showTokens: boolean): string {
  const width = Math.max(...secrets.map(({ title }) => title.length));
  return secrets
    .map(({ title, variables, value }) => `  ${title.padEnd(width)}  ${showTokens ? value : variables[0]}`)
    .join('\n');
}

/**
 * Writes the variables to a file that only its owner can read, by renaming a new file over it: nobody else has it open,
 * and its mode is never another. A file that was not written by this program is left alone and an error thrown.
 */
export async function writeEnvFile(path: string, secrets: readonly Secret[]): Promise<void> {
  const before = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return FIRST_LINE;
    throw error;
  });
  if (!before.startsWith(FIRST_LINE))
    throw new Error(`${path} exists and is not from synochat-simulator: not overwritten.`);

  // In single quotes, which a shell needs for the "&" of an address.
  const lines = secrets.flatMap(({ variables, value }) => variables.map((name) => `${name}='${value}'`));
  const fresh = `${path}.${randomUUID()}`;
  await writeFile(fresh, `${[FIRST_LINE, ...lines].join('\n')}\n`, { mode: 0o600, flag: 'wx' });
  await rename(fresh, path);
}
