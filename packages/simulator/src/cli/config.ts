import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { channelEntrySchema } from '../room/channel.ts';
import { integrationSettingsSchema } from '../room/integration.ts';
import { userEntrySchema } from '../room/user.ts';
import { check } from '../shared/check.ts';
import { readLikeness, type SimulatorProfile } from '../switches/profile.ts';
import { pickSwitches, readSwitches } from '../switches/table.ts';

const schema = v.strictObject({
  users: v.optional(v.array(userEntrySchema)),
  channels: v.optional(v.array(channelEntrySchema), []),
  integrations: v.optional(v.array(integrationSettingsSchema), []),
  switches: v.optional(v.record(v.string(), v.unknown()), {}),
});

/** Reads the initial state of a server from a JSON file. Throws an error of one line with the file and the member. */
export async function readConfig(path: string | undefined) {
  if (path === undefined) return check(schema, {}, 'config');
  try {
    const config = check(schema, await readJson(path), 'config');
    readSwitches(config.switches);
    return { ...config, switches: pickSwitches(config.switches) };
  } catch (error) {
    throw inFile(path, error);
  }
}

/** Reads a profile of a NAS from a file. Throws an error of one line with the file and the member. */
export async function readProfileFile(path: string | undefined): Promise<SimulatorProfile | undefined> {
  if (path === undefined) return undefined;
  try {
    const profile = (await readJson(path)) as SimulatorProfile;
    readLikeness(profile);
    return profile;
  } catch (error) {
    throw inFile(path, error);
  }
}

/** Reads a file of JSON. Editors of Windows write a byte order mark, which is no part of JSON. */
async function readJson(path: string): Promise<unknown> {
  return JSON.parse((await readFile(path, 'utf8')).replace(/^\ufeff/, ''));
}

function inFile(path: string, error: unknown): Error {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
    return new Error(`There is no file ${path}: check the name and the folder`, { cause: error });
  const why = error instanceof Error ? error.message : 'it cannot be read';
  return new Error(`${path}: ${why.replaceAll(/\s+/g, ' ')}`, { cause: error });
}
