import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { Flags } from './arguments.ts';
import { type Flag, type FlagName, flags } from './commands.ts';
import { UsageError } from './exit.ts';

/** A value, and where it was found. */
export interface Setting {
  readonly value: string;
  readonly from: string;
}

/** Finds a setting: the flag before the environment before the file. */
export type Settings = (name: SettingName) => Setting | undefined;

type SettingName = { [Name in FlagName]: (typeof flags)[Name] extends { env: string } ? Name : never }[FlagName];

/**
 * Reads the configuration file, and finds settings in it and elsewhere. `warn` is told of a file that others can read.
 *
 * Throws a `UsageError` for a file that is no configuration, without what is in it.
 */
export function readSettings(given: Flags, env: NodeJS.ProcessEnv, warn: (problem: string) => void): Settings {
  const path = given.config ?? join(configFolder(env), 'synochat.json');
  const file = readFile(path, given.config !== undefined, warn);
  return (name) => {
    const flag = given[name];
    // Given but empty is a mistake, which must not lead to another channel.
    if (flag !== undefined) return { value: flag, from: `--${name}` };
    const variable = env[flags[name].env];
    if (variable) return { value: variable, from: flags[name].env };
    const value = file[keyOf(name)];
    return value === undefined ? undefined : { value: placed(flags[name], value, path), from: path };
  };
}

/** By the XDG specification what is no absolute path is to be ignored. */
function configFolder({ XDG_CONFIG_HOME: folder = '' }: NodeJS.ProcessEnv): string {
  return isAbsolute(folder) ? folder : join(homedir(), '.config');
}

function readFile(path: string, wanted: boolean, warn: (problem: string) => void): Readonly<Record<string, string>> {
  let text: string;
  try {
    const { mode } = statSync(path);
    text = readFileSync(path, 'utf8');
    if (process.platform !== 'win32' && (mode & 0o077) !== 0)
      warn(`Others on this machine can read ${path}, which holds secrets: chmod 600 ${path}`);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (!wanted && (code === 'ENOENT' || code === 'ENOTDIR')) return {};
    throw new UsageError(`The configuration ${path} cannot be read (${code ?? 'unknown'})`);
  }
  return checked(parsed(text, path), path);
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The runtime's own sentence repeats what is there.
    throw new UsageError(`The configuration ${path} is no JSON, as {"webhook": "https://…"} is`);
  }
}

function checked(content: unknown, path: string): Readonly<Record<string, string>> {
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    throw new UsageError(`The configuration ${path} is no JSON object, as {"webhook": "https://…"} is`);
  for (const [key, value] of Object.entries(content)) {
    if (!keys.includes(key)) throw new UsageError(`The configuration ${path} has "${key}"; known: ${keys.join(', ')}`);
    if (typeof value !== 'string')
      throw new UsageError(`In the configuration ${path} "${key}" must be a text in quotes`);
  }
  return content as Readonly<Record<string, string>>;
}

/** A file that the configuration names lies beside it. */
function placed({ file }: Flag, value: string, path: string): string {
  return file ? resolve(dirname(path), value) : value;
}

const keys = Object.entries<Flag>(flags).flatMap(([name, { env }]) => (env === undefined ? [] : [keyOf(name)]));

function keyOf(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
