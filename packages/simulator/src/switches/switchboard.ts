import * as v from 'valibot';
import type { SimulatorStorage } from '../room/storage.ts';
import { restored } from '../shared/checked.ts';
import type { Switches, SwitchOptions } from './switches.ts';
import { readSwitches, switchesSchema } from './table.ts';

const KEY = 'switches';

const storedSchema = v.optional(v.record(v.string(), v.unknown()), {});

/**
 * The switches as an object to read from and to assign to. A value that is not one of the switch is a `TypeError`, and
 * every change is kept and announced. Those given now win over those that were changed in an earlier run.
 */
export function createSwitchboard(given: SwitchOptions, storage: SimulatorStorage, changed: () => void): Switches {
  let kept = restored(storedSchema, KEY, [...storage.entries()].find(([key]) => key === KEY)?.[1]);
  restored(switchesSchema, KEY, kept);
  const givenNow = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));

  return new Proxy(readSwitches({ ...kept, ...givenNow }), {
    set(switches, name: keyof Switches, value) {
      const before = switches[name];
      Object.assign(switches, readSwitches({ ...switches, [name]: value as unknown }));
      if (switches[name] === before) return true;
      kept = { ...kept, [name]: switches[name] };
      storage.set(KEY, kept);
      changed();
      return true;
    },
  });
}
