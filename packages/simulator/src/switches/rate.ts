import type { World } from '../shared/world.ts';
import type { Switches } from './switches.ts';

/**
 * Reserves a slot to post now. Returns the reason if there is no slot, else a function that cancels the reservation.
 */
export type RateRule = (token: string) => (() => void) | string;

const wholeServer = '';

/**
 * Returns the rule "not within 450 ms of the last accepted post". A gap of half a second is known to be enough. Chat's
 * rule itself is unknown. A slot is reserved on arrival, so a second post cannot slip through during a slow download.
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
    // A gap below zero means a clock that was set back, which is no reason to refuse.
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
