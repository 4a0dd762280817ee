import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { channelEntrySchema } from '../room/channel.ts';
import { settingsSchema } from '../room/integration.ts';
import { userEntrySchema } from '../room/user.ts';
import { checked } from '../shared/checked.ts';
import { pickSwitches, readSwitches } from '../switches/table.ts';

const schema = v.strictObject({
  users: v.optional(v.array(userEntrySchema)),
  channels: v.optional(v.array(channelEntrySchema), []),
  integrations: v.optional(v.array(settingsSchema), []),
  switches: v.optional(v.record(v.string(), v.unknown()), {}),
});

/** What the server is to begin with, from a JSON file. Throws an error of one line that names the file and the place. */
export async function readConfig(path: string | undefined) {
  if (path === undefined) return checked(schema, {}, 'config');
  try {
    const config = checked(schema, JSON.parse(await readFile(path, 'utf8')), 'config');
    readSwitches(config.switches);
    return { ...config, switches: pickSwitches(config.switches) };
  } catch (error) {
    const why = error instanceof Error ? error.message : 'it cannot be read';
    throw new Error(`${path}: ${why.replaceAll(/\s+/gu, ' ')}`, { cause: error });
  }
}
