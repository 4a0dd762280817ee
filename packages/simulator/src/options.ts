import * as v from 'valibot';
import { type ChannelInit, channelEntrySchema } from './room/channel.ts';
import { nowhere, type SimulatorStorage } from './room/storage.ts';
import { type UserInit, userEntrySchema } from './room/user.ts';
import { check } from './shared/check.ts';
import { isKey, keyRule } from './shared/key.ts';
import { whyNoOrigin } from './shared/origin.ts';
import { refuseLinkLocal } from './shared/outward.ts';
import { type CheckCertificate, realWorld, type SimulatorFetch, type Sleep, type World } from './shared/world.ts';
import { type Likeness, profileSchema, readLikeness, type SimulatorProfile } from './switches/profile.ts';
import type { SwitchOptions } from './switches/switches.ts';
import { pickSwitches, switchesSchema } from './switches/table.ts';

/** The options of `createSimulator`: all switches by name, and the server's access to the outside. */
export interface SimulatorOptions extends SwitchOptions {
  /** The beginning of every address from the simulator, without a path. Default: `http://127.0.0.1:5050`. */
  origin?: string | undefined;
  /**
   * The key for the page and the API of the page, which show every token and chat. Needed for a server that other
   * machines can reach. At least 16 letters, digits or `-._~`. With a key, hooks and files are requested from no
   * link-local address. Default: no key, and the page accepts only the names of the local machine and of the origin.
   */
  key?: string | undefined;
  /**
   * A profile of a NAS, as `synochat survey` writes it: the observed switches. Other options win. Default: no profile.
   */
  profile?: SimulatorProfile | undefined;
  /** Default: `mikael` and `ada`, or the users in the storage. */
  users?: readonly (string | UserInit)[] | undefined;
  /** Default: `general`, or the channels in the storage. */
  channels?: readonly (string | ChannelInit)[] | undefined;
  /** Stores everything except the record of exchanges, and restores the stored entries. Default: nothing is stored. */
  storage?: SimulatorStorage | undefined;
  /**
   * Answers hooks and requests for files in place of the network: the `fetch` of an app, for example.
   * Default: the global `fetch`.
   */
  fetch?: SimulatorFetch | undefined;
  /** Milliseconds since 1970. Default: `Date.now`. */
  now?: (() => number) | undefined;
  /** Waits for the switches `latency`, `hookTimeout` and `fileTimeout`. Default: `setTimeout`. */
  sleep?: Sleep | undefined;
  /** Draws for the faults, from 0 up to, but not, 1. Default: `Math.random`. */
  random?: (() => number) | undefined;
  /**
   * Checks the certificate of an https hook for the switch `verifyHookCertificates`. The command line checks the real
   * certificate. Default: no check, and the record says so.
   */
  checkCertificate?: CheckCertificate | undefined;
}

/** The checked options with defaults. */
export interface ServerOptions {
  readonly origin: string;
  readonly key: string | undefined;
  readonly world: World;
  readonly storage: SimulatorStorage;
  readonly switches: SwitchOptions;
  readonly likeness: Likeness | undefined;
  /** Undefined means the default users. */
  readonly users: readonly UserInit[] | undefined;
  readonly channels: readonly ChannelInit[] | undefined;
}

const functionSchema = v.optional(v.function());

const optionsSchema = v.strictObject({
  ...switchesSchema.entries,
  origin: v.pipe(
    v.optional(v.string(), 'http://127.0.0.1:5050'),
    v.check(
      (address) => whyNoOrigin(address) === undefined,
      ({ input }) => whyNoOrigin(input) ?? '',
    ),
  ),
  key: v.optional(v.pipe(v.string(keyRule), v.check(isKey, keyRule))),
  profile: v.optional(profileSchema),
  users: v.optional(v.array(userEntrySchema)),
  channels: v.optional(v.array(channelEntrySchema)),
  storage: v.optional(
    v.custom<SimulatorStorage>(isStorage, 'Pass an object with entries, set and delete, such as a Map.'),
  ),
  fetch: functionSchema,
  now: functionSchema,
  sleep: functionSchema,
  random: functionSchema,
  checkCertificate: functionSchema,
});

/** Returns the options with defaults. Throws a `TypeError` naming every invalid and every unknown option. */
export function checkOptions(options: SimulatorOptions): ServerOptions {
  const { origin, key, users, channels } = check(optionsSchema, options, 'options');
  const { storage = nowhere } = options;
  const { fetch = realWorld.fetch, now = realWorld.now, sleep = realWorld.sleep, random = realWorld.random } = options;
  // Anyone on the network can post the URL of a file: the URL must not reach addresses private to the server's machine.
  const guardedFetch = key === undefined ? fetch : refuseLinkLocal(fetch);
  const world = { fetch: guardedFetch, now, sleep, random, checkCertificate: options.checkCertificate };
  const likeness = options.profile && readLikeness(options.profile);
  const chosen = Object.entries(pickSwitches(options)).filter(([, value]) => value !== undefined);
  const switches = { ...likeness?.switches, ...Object.fromEntries(chosen) };
  return { origin: new URL(origin).origin, key, world, storage, switches, likeness, users, channels };
}

function isStorage(value: unknown): boolean {
  const { entries, set, delete: remove } = Object(value) as Record<string, unknown>;
  return [entries, set, remove].every((each) => typeof each === 'function');
}
