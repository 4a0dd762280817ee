import * as v from 'valibot';
import { check } from '../shared/check.ts';
import type { SwitchOptions } from './switches.ts';
import { readSwitches } from './table.ts';

/** A profile of a NAS, as `synochat survey` writes it. Other members are ignored. */
export interface SimulatorProfile {
  /** The version of the format. */
  profile: 1;
  /** The version of Chat. Default: unknown. */
  nas?: { chat?: string } | undefined;
  /** The observed switches. A switch that was not observed has its default. */
  switches: SwitchOptions;
}

/** The switches of a profile, and the words for the NAS. */
export interface Likeness {
  /** For example `a NAS with Chat 2.4.5`. */
  readonly title: string;
  readonly switches: SwitchOptions;
}

export const profileSchema = v.looseObject({
  profile: v.literal(1, 'Pass a profile of synochat survey, whose member "profile" is 1.'),
  nas: v.optional(v.looseObject({ chat: v.optional(v.pipe(v.string(), v.maxLength(40))) }), {}),
  // Not `v.record`, which takes a list and drops a member `constructor`: `readSwitches` names each unknown switch.
  switches: v.custom<SwitchOptions>(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
    'Pass an object of switches.',
  ),
});

/** Reads a profile. Throws a `TypeError` naming every invalid member and every unknown switch. */
export function readLikeness(profile: unknown): Likeness {
  const { nas, switches } = check(profileSchema, profile, 'profile');
  readSwitches(switches);
  return { title: nas.chat === undefined ? 'a surveyed NAS' : `a NAS with Chat ${nas.chat}`, switches };
}
