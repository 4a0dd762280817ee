import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { type Flag, UsageError } from '@synochat/command-line';
import { type FlagName, type Flags, flags } from './commands.ts';

/** A value and the source of the value. */
export interface Setting {
  readonly value: string;
  readonly from: string;
}

/** Returns a setting: the flag, or else the environment variable, or else the member of the file. */
export type Settings = (name: SettingName) => Setting | undefined;

type SettingName = { [Name in FlagName]: (typeof flags)[Name] extends { env: string } ? Name : never }[FlagName];

/**
 * Reads the configuration file and returns the lookup of settings. Calls `warn` if other users can read the file.
 *
 * Throws a `UsageError` if the file is no configuration. The message repeats no content of the file.
 */
export function readSettings(values: Flags, env: NodeJS.ProcessEnv, warn: (problem: string) => void): Settings {
  const path = values.config ?? join(configFolder(env), 'synochat.json');
  const file = readConfiguration(path, values.config !== undefined, warn);
  return (name) => {
    const flag = values[name];
    // An empty flag is a mistake, which must not lead to the channel of the file.
    if (flag !== undefined) return { value: flag, from: `--${name}` };
    const variable = env[flags[name].env];
    if (variable) return { value: variable, from: flags[name].env };
    const value = file[keyOf(name)];
    return value === undefined ? undefined : { value: resolvePath(flags[name], value, path), from: path };
  };
}

/** Returns the folder of configurations. The XDG specification says to ignore a relative path. */
function configFolder({ XDG_CONFIG_HOME: folder = '' }: NodeJS.ProcessEnv): string {
  return isAbsolute(folder) ? folder : join(homedir(), '.config');
}

function readConfiguration(
  path: string,
  isRequired: boolean,
  warn: (problem: string) => void,
): Readonly<Record<string, string>> {
  let text: string;
  try {
    const { mode } = statSync(path);
    text = readFileSync(path, 'utf8');
    if (process.platform !== 'win32' && (mode & 0o077) !== 0)
      warn(`Others on this machine can read ${path}, which holds secrets: chmod 600 ${path}`);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (!isRequired && (code === 'ENOENT' || code === 'ENOTDIR')) return {};
    throw new UsageError(`The configuration ${path} cannot be read (${code ?? 'unknown'}): check path and permissions`);
  }
  return checkContent(parseContent(text, path), path);
}

function parseContent(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The message of the runtime repeats the content.
    throw new UsageError(`The configuration ${path} is no JSON: write it like {"webhook": "https://…"}`);
  }
}

function checkContent(content: unknown, path: string): Readonly<Record<string, string>> {
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    throw new UsageError(`The configuration ${path} is no JSON object: write it like {"webhook": "https://…"}`);
  for (const [key, value] of Object.entries(content)) {
    if (!keys.includes(key))
      throw new UsageError(`The configuration ${path} has an unknown member "${key}": use ${keys.join(', ')}`);
    if (typeof value !== 'string')
      throw new UsageError(`In the configuration ${path} "${key}" must be a text in quotes`);
  }
  return content as Readonly<Record<string, string>>;
}

/** Resolves a file name against the folder of the configuration. */
function resolvePath({ file }: Flag, value: string, path: string): string {
  return file ? resolve(dirname(path), value) : value;
}

const keys = Object.entries<Flag>(flags).flatMap(([name, { env }]) => (env === undefined ? [] : [keyOf(name)]));

function keyOf(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
