import type { World } from '../shared/world.ts';
import type { Switches } from '../switches/switches.ts';

/** Asks for leave to post now. A string says why not. A function gives the leave back if nothing gets posted. */
export type RateRule = (token: string) => (() => void) | string;

const WHOLE_SERVER = '';

/**
 * The rule "not within 450 ms of the last accepted post". That a gap of half a second is enough is well known; the
 * true rule of Chat is not. Leave is taken on arrival, so that a slow file cannot let a second post slip through.
 */
export function createRateRule(
  { now, random }: Pick<World, 'now' | 'random'>,
  switches: Pick<Switches, 'rateInterval' | 'rateScope' | 'faultRate411'>,
): RateRule {
  const lastAccepted = new Map<string, number>();

  return (token) => {
    const key = switches.rateScope === 'token' ? token : WHOLE_SERVER;
    const arrived = now();
    const elapsed = arrived - (lastAccepted.get(key) ?? -Infinity);
    // Below zero when the clock was set back: no reason to refuse.
    if (elapsed >= 0 && elapsed < switches.rateInterval)
      return `less than ${switches.rateInterval} ms after the last accepted post`;
    if (random() < switches.faultRate411) return 'by chance, see the switch "faultRate411"';

    const taken = [token, WHOLE_SERVER].map((each) => ({ each, before: lastAccepted.get(each) ?? -Infinity }));
    for (const { each } of taken) lastAccepted.set(each, arrived);
    return () => {
      for (const { each, before } of taken) if (lastAccepted.get(each) === arrived) lastAccepted.set(each, before);
    };
  };
}
