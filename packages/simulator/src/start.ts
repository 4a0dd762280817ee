import * as v from 'valibot';
import { isKey, KEY_RULE } from './page/access.ts';
import { type ChannelInit, channelEntrySchema } from './room/channel.ts';
import { nowhere, type SimulatorStorage } from './room/storage.ts';
import { type UserInit, userEntrySchema } from './room/user.ts';
import { checked } from './shared/checked.ts';
import { whyNoOrigin } from './shared/origin.ts';
import { refuseLinkLocal } from './shared/outward.ts';
import { realWorld, type World } from './shared/world.ts';
import type { SimulatorOptions } from './simulator.ts';
import type { SwitchOptions } from './switches/switches.ts';
import { pickSwitches, switchesSchema } from './switches/table.ts';

/** What a server begins with. */
export interface Start {
  readonly origin: string;
  readonly key: string | undefined;
  readonly world: World;
  readonly storage: SimulatorStorage;
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
    v.check(
      (address) => whyNoOrigin(address) === undefined,
      ({ input }) => whyNoOrigin(input) ?? '',
    ),
  ),
  key: v.optional(v.pipe(v.string(KEY_RULE), v.check(isKey, KEY_RULE))),
  users: v.optional(v.array(userEntrySchema)),
  channels: v.optional(v.array(channelEntrySchema)),
  storage: v.optional(
    v.custom<SimulatorStorage>(isStorage, 'Something with entries, set and delete is needed, as a Map.'),
  ),
  fetch: action,
  now: action,
  sleep: action,
  random: action,
  checkCertificate: action,
});

/** The options with what is usual for those left out. Throws a `TypeError` that names every wrong option and every unknown one. */
export function readStart(options: SimulatorOptions): Start {
  const { origin, key, users, channels } = checked(schema, options, 'options');
  const { storage = nowhere } = options;
  const { fetch = realWorld.fetch, now = realWorld.now, sleep = realWorld.sleep, random = realWorld.random } = options;
  // Anyone on the network can post the address of a file: it must not reach what only this machine can.
  const reached = key === undefined ? fetch : refuseLinkLocal(fetch);
  const world = { fetch: reached, now, sleep, random, checkCertificate: options.checkCertificate };
  return { origin: new URL(origin).origin, key, world, storage, switches: pickSwitches(options), users, channels };
}

function isStorage(value: unknown): boolean {
  const { entries, set, delete: remove } = Object(value) as Record<string, unknown>;
  return [entries, set, remove].every((each) => typeof each === 'function');
}
