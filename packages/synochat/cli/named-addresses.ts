import { nearest, UsageError } from '@synochat/command-line';
import type { Configuration } from './configuration.ts';
import { checkAddressName, isSameName } from './name.ts';
import type { AddressKind, Setting } from './setting.ts';

const prefixes: Readonly<Record<AddressKind, string>> = { webhook: 'SYNOCHAT_WEBHOOK_', bot: 'SYNOCHAT_BOT_' };
const groups = { webhook: 'webhooks', bot: 'bots' } as const satisfies Record<AddressKind, keyof Configuration>;

/** The named addresses of a kind by their names. A variable wins over the file. */
export type NamedAddresses = ReadonlyMap<string, Setting>;

/** Returns the named addresses of variables and file. */
export function readNamed(
  kind: AddressKind,
  file: Configuration,
  path: string,
  env: NodeJS.ProcessEnv,
): NamedAddresses {
  const prefix = prefixes[kind];
  const inFile = Object.entries(file[groups[kind]]).map(([name, value]) => [name, { value, from: path }] as const);
  const named = new Map<string, Setting>(inFile);
  for (const [variable, value] of Object.entries(env)) {
    // SYNOCHAT_BOT_TOKEN is the token of what a bot receives, and no address.
    if (!variable.startsWith(prefix) || !value || /^SYNOCHAT_BOT_TOKEN(_|$)/.test(variable)) continue;
    const end = variable.slice(prefix.length);
    const name = Array.from(named.keys()).find((each) => isSameName(each, end)) ?? end.toLowerCase();
    named.set(name, { value, from: variable });
  }
  return named;
}

/** Returns the address of `--via`. Throws a `UsageError` if there is no such name. */
export function findNamed(kind: AddressKind, name: string, named: NamedAddresses): Setting {
  checkAddressName(name, '--via');
  const found = Array.from(named.keys()).find((each) => isSameName(each, name));
  const setting = named.get(found ?? '');
  if (setting) return setting;
  const near = nearest(name, [...named.keys()]);
  const names = near === undefined ? Array.from(named.keys()).join(', ') : `did you mean ${near}`;
  const advice = named.size === 0 ? `add it to "${groups[kind]}" of the configuration, or run synochat init` : names;
  throw new UsageError(`There is no ${kind} "${name}": ${advice}${near === undefined ? '' : '?'}`);
}
