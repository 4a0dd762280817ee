import { randomUUID } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';

/** An address or a token for an app. */
export interface Secret {
  /** The purpose in words. */
  readonly title: string;
  /** Names of environment variables. The only integration of a kind also has a variable without NAME. */
  readonly variables: readonly string[];
  readonly value: string;
}

const firstLine = '# Written by synochat-simulator at each start.';

/** Returns the table of addresses and tokens. Without `showTokens` the table holds only the names of variables. */
export function pasteTable(secrets: readonly Secret[], showTokens: boolean): string {
  const width = Math.max(...secrets.map(({ title }) => title.length));
  return secrets
    .map(({ title, variables, value }) => `  ${title.padEnd(width)}  ${showTokens ? value : variables[0]}`)
    .join('\n');
}

/**
 * Writes the variables to a file for the owner alone. A new file replaces the old file by a rename: no other program has
 * the new file open, and the mode is right from the start. Throws an error if another program wrote the old file.
 */
export async function writeEnvFile(path: string, secrets: readonly Secret[]): Promise<void> {
  const before = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return firstLine;
    throw error;
  });
  if (!before.startsWith(firstLine))
    throw new Error(`${path} exists and is not from synochat-simulator: pass --write-env another file.`);

  // A shell needs single quotes for the "&" of an address.
  const lines = secrets.flatMap(({ variables, value }) => variables.map((name) => `${name}='${value}'`));
  const fresh = `${path}.${randomUUID()}`;
  await writeFile(fresh, `${[firstLine, ...lines].join('\n')}\n`, { mode: 0o600, flag: 'wx' });
  await rename(fresh, path);
}
