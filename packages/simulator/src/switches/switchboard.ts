import * as v from 'valibot';
import type { SimulatorStorage } from '../room/storage.ts';
import { checkStored } from '../shared/check.ts';
import type { Switches, SwitchOptions } from './switches.ts';
import { readSwitches, switchesSchema } from './table.ts';

const switchesKey = 'switches';

const storedSwitchesSchema = v.optional(v.record(v.string(), v.unknown()), {});

/**
 * Returns the switches as an object to read and to assign to. Assigning an invalid value throws a `TypeError`. Every
 * change is stored and calls `changed`. Initial values override the changes of an earlier run.
 */
export function createSwitchboard(init: SwitchOptions, storage: SimulatorStorage, changed: () => void): Switches {
  let stored = checkStored(
    storedSwitchesSchema,
    switchesKey,
    [...storage.entries()].find(([key]) => key === switchesKey)?.[1],
  );
  checkStored(switchesSchema, switchesKey, stored);
  const initValues = Object.fromEntries(Object.entries(init).filter(([, value]) => value !== undefined));

  return new Proxy(readSwitches({ ...stored, ...initValues }), {
    set(switches, name: keyof Switches, value) {
      const before = switches[name];
      Object.assign(switches, readSwitches({ ...switches, [name]: value as unknown }));
      if (switches[name] === before) return true;
      stored = { ...stored, [name]: switches[name] };
      storage.set(switchesKey, stored);
      changed();
      return true;
    },
  });
}
