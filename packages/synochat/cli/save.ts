import { mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from '@synochat/command-line';
import type { AddressKind } from './setting.ts';

/** An address for the configuration: the default of its kind, or a named address. */
export interface NewAddress {
  readonly kind: AddressKind;
  readonly name?: string | undefined;
  readonly url: string;
}

/** Returns the place of an entry, such as `webhooks.backup`. */
export function placeOf({ kind, name }: NewAddress): string {
  return name === undefined ? kind : `${kind}s.${name}`;
}

/**
 * Adds the entries to a configuration that has been checked, or creates the file. Only the user can read the file.
 *
 * Throws a `UsageError` if the file cannot be written.
 */
export function saveAddresses(path: string, entries: readonly NewAddress[]): void {
  const content = readContent(path);
  for (const { kind, name, url } of entries) {
    if (name === undefined) content[kind] = url;
    else content[`${kind}s`] = { ...(content[`${kind}s`] as object | undefined), [name]: url };
  }
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    // A link, such as one of a folder of settings under version control, stays a link.
    const target = realPath(path);
    const draft = `${target}.${process.pid}.tmp`;
    rmSync(draft, { force: true });
    writeFileSync(draft, `${JSON.stringify(content, undefined, 2)}\n`, { mode: 0o600, flag: 'wx' });
    renameSync(draft, target);
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new UsageError(
      `The configuration ${path} cannot be written (${code}): check its folder, or pass --config FILE`,
    );
  }
}

function readContent(path: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
