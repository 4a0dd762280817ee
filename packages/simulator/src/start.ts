import * as v from 'valibot';
import { type ChannelInit, channelEntrySchema } from './channel.ts';
import { checked } from './checked.ts';
import type { SimulatorOptions } from './simulator.ts';
import { nowhere, type Storage } from './storage.ts';
import { pickSwitches, type SwitchOptions, switchesSchema } from './switches.ts';
import { type UserInit, userEntrySchema } from './user.ts';
import { realWorld, type World } from './world.ts';

/** What a server begins with. */
export interface Start {
  readonly origin: string;
  readonly world: World;
  readonly storage: Storage;
  readonly switches: SwitchOptions;
  /** Undefined: those who are usual. */
  readonly users: readonly UserInit[] | undefined;
  readonly channels: readonly ChannelInit[] | undefined;
}

const action = v.optional(v.function());

const schema = v.strictObject({
  ...switchesSchema.entries,
  origin: v.pipe(
    v.optional(v.string(), 'http://127.0.0.1:5050'),
    v.check(isWeb, 'An address that begins with http:// or https:// is needed.'),
  ),
  users: v.optional(v.array(userEntrySchema)),
  channels: v.optional(v.array(channelEntrySchema)),
  storage: v.optional(v.custom<Storage>(isStorage, 'Something with entries, set and delete is needed, as a Map.')),
  fetch: action,
  now: action,
  sleep: action,
  random: action,
  checkCertificate: action,
});

/** The options with what is usual for those left out. Throws a `TypeError` that names every wrong option and every unknown one. */
export function readStart(options: SimulatorOptions): Start {
  const { origin, users, channels } = checked(schema, options, 'options');
  const { storage = nowhere } = options;
  const { fetch = realWorld.fetch, now = realWorld.now, sleep = realWorld.sleep, random = realWorld.random } = options;
  const world = { fetch, now, sleep, random, checkCertificate: options.checkCertificate };
  return { origin: new URL(origin).origin, world, storage, switches: pickSwitches(options), users, channels };
}

function isWeb(address: string): boolean {
  return URL.canParse(address) && /^https?:$/u.test(new URL(address).protocol);
}

function isStorage(value: unknown): boolean {
  const { entries, set, delete: remove } = Object(value) as Record<string, unknown>;
  return [entries, set, remove].every((each) => typeof each === 'function');
}
