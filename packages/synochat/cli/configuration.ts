import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { UsageError } from '@synochat/command-line';
import { checkAddressName } from './name.ts';

/** The content of a configuration file: settings, and addresses by their names. */
export interface Configuration {
  readonly settings: Readonly<Record<string, string>>;
  readonly webhooks: Readonly<Record<string, string>>;
  readonly bots: Readonly<Record<string, string>>;
}

/** The members of the file that hold one text each. */
const settingKeys: readonly string[] = ['webhook', 'bot', 'baseUrl', 'token', 'ca'];
const groupKeys = ['webhooks', 'bots'] as const;

/** Returns the path of the configuration. The XDG specification says to ignore a relative path. */
export function configurationPath({ XDG_CONFIG_HOME: folder = '' }: NodeJS.ProcessEnv): string {
  return join(isAbsolute(folder) ? folder : join(homedir(), '.config'), 'synochat.json');
}

/**
 * Reads a configuration, which may be absent unless it is required. Calls `warn` if other users can read the file.
 *
 * Throws a `UsageError` if the file is no configuration. The message repeats no content of the file.
 */
export function readConfiguration(path: string, isRequired: boolean, warn: (problem: string) => void): Configuration {
  let text: string;
  try {
    const { mode } = statSync(path);
    text = readFileSync(path, 'utf8');
    if (process.platform !== 'win32' && (mode & 0o077) !== 0)
      warn(`Others on this machine can read ${path}, which holds secrets: chmod 600 ${path}`);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (!isRequired && (code === 'ENOENT' || code === 'ENOTDIR')) return { settings: {}, webhooks: {}, bots: {} };
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

function checkContent(content: unknown, path: string): Configuration {
  if (!isRecord(content))
    throw new UsageError(`The configuration ${path} is no JSON object: write it like {"webhook": "https://…"}`);
  const { webhooks = {}, bots = {}, ...settings } = content;
  for (const key of Object.keys(settings))
    if (!settingKeys.includes(key))
      throw new UsageError(
        `The configuration ${path} has an unknown member "${key}": use ${[...settingKeys, ...groupKeys].join(', ')}`,
      );
  return {
    settings: checkTexts(settings, '', path),
    webhooks: checkGroup('webhooks', webhooks, path),
    bots: checkGroup('bots', bots, path),
  };
}

function checkGroup(key: (typeof groupKeys)[number], group: unknown, path: string): Readonly<Record<string, string>> {
  if (!isRecord(group))
    throw new UsageError(`In the configuration ${path} "${key}" must hold names: {"backup": "https://…"}`);
  for (const name of Object.keys(group)) checkAddressName(name, `"${key}" of ${path}`);
  return checkTexts(group, `${key}.`, path);
}

function checkTexts(group: Record<string, unknown>, prefix: string, path: string): Readonly<Record<string, string>> {
  const texts = Object.entries(group).map(([key, value]) => {
    if (typeof value !== 'string')
      throw new UsageError(`In the configuration ${path} "${prefix}${key}" must be a text in quotes`);
    return [key, value] as const;
  });
  return Object.fromEntries(texts);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
