import type { World } from '../shared/world.ts';
import type { Switches } from '../switches/switches.ts';

/** Asks for leave to post now. A string says why not. A function gives the leave back if nothing gets posted. */
export type RateRule = (token: string) => (() => void) | string;

const wholeServer = '';

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
    const key = switches.rateScope === 'token' ? token : wholeServer;
    const arrival = now();
    const gap = arrival - (lastAccepted.get(key) ?? -Infinity);
    // Below zero when the clock was set back: no reason to refuse.
    if (gap >= 0 && gap < switches.rateInterval)
      return `less than ${switches.rateInterval} ms after the last accepted post`;
    if (random() < switches.faultRate411) return 'by chance, see the switch "faultRate411"';

    const reservations = [token, wholeServer].map((each) => ({ each, before: lastAccepted.get(each) ?? -Infinity }));
    for (const { each } of reservations) lastAccepted.set(each, arrival);
    return () => {
      for (const { each, before } of reservations)
        if (lastAccepted.get(each) === arrival) lastAccepted.set(each, before);
    };
  };
}
