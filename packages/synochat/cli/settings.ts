import { dirname, resolve } from 'node:path';
import { type Flag, UsageError } from '@synochat/command-line';
import { configurationPath, readConfiguration } from './configuration.ts';
import { type FlagName, type Flags, flags } from './flags.ts';
import { findNamed, type NamedAddresses, readNamed } from './named-addresses.ts';
import type { AddressKind, Setting } from './setting.ts';

/** The settings of a command line, the environment and the configuration file. */
export interface Settings {
  /**
   * Returns a setting: the flag, or else the environment variable, or else the member of the file. With `--via` an address
   * is the named address. Throws a `UsageError` if there is no such name.
   */
  readonly read: (name: SettingName) => Setting | undefined;
  /** Returns the addresses that have names. */
  readonly named: (kind: AddressKind) => NamedAddresses;
}

type SettingName = { [Name in FlagName]: (typeof flags)[Name] extends { env: string } ? Name : never }[FlagName];

/**
 * Reads the configuration file and returns the lookup of settings. Calls `warn` if other users can read the file. A file of
 * `--config` must exist, unless it is created.
 *
 * Throws a `UsageError` if the file is no configuration. The message repeats no content of the file.
 */
export function readSettings(
  values: Flags,
  env: NodeJS.ProcessEnv,
  warn: (problem: string) => void,
  isCreated = false,
): Settings {
  const path = values.config ?? configurationPath(env);
  const file = readConfiguration(path, values.config !== undefined && !isCreated, warn);
  const named = (kind: AddressKind) => readNamed(kind, file, path, env);
  return {
    named,
    read(name) {
      const flag = values[name];
      const { via } = values;
      const isAddress = name === 'webhook' || name === 'bot';
      if (isAddress && via !== undefined && flag !== undefined)
        throw new UsageError(`Pass --via or --${name}, not both: --via names an address of the configuration`);
      if (isAddress && via !== undefined) return findNamed(name, via, named(name));
      // An empty flag is a mistake, which must not lead to the channel of the file.
      if (flag !== undefined) return { value: flag, from: `--${name}` };
      const variable = env[flags[name].env];
      if (variable) return { value: variable, from: flags[name].env };
      const value = file.settings[keyOf(name)];
      return value === undefined ? undefined : { value: resolvePath(flags[name], value, path), from: path };
    },
  };
}

/** Resolves a file name against the folder of the configuration. */
function resolvePath({ file }: Flag, value: string, path: string): string {
  return file ? resolve(dirname(path), value) : value;
}

function keyOf(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
