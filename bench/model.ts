/** A crowd of integrations on some Redis servers. */
interface Crowd {
  readonly integrations: number;
  /** Seconds between two messages of an integration. */
  readonly every: number;
  /** Milliseconds at the start of each period in which the messages come: the whole period, or a second for timers that all fire on the minute. */
  readonly within: number;
  /** Microseconds that a server works on a reservation. */
  readonly service: number;
  readonly servers: number;
}

/**
 * Simulates one server of the crowd over one period and returns the milliseconds in which 99 % of the reservations are
 * answered. The reservations arrive at random and are served one after the other. Servers get equal shares, as the keys
 * are hashes.
 */
export function answersWithin(crowd: Crowd): number {
  const { integrations, every, within, service, servers } = crowd;
  const period = Math.min(within, every * 1000);
  // The period is long enough to see the tail, and short enough to simulate a million integrations.
  const shown = Math.min(1, 300_000 / (integrations / servers));
  const steady = period === every * 1000;
  const count = Math.ceil((integrations / servers) * (steady ? shown : 1));
  const length = steady ? period * shown : period;
  const arrivals = Float64Array.from({ length: count }, () => Math.random() * length).sort();
  const waits = new Float64Array(count);
  let free = 0;
  for (const [n, arrival] of arrivals.entries()) {
    free = Math.max(free, arrival) + service / 1000;
    waits[n] = free - arrival;
  }
  return waits.sort()[Math.ceil(count * 0.99) - 1] ?? 0;
}

/** Returns the smallest number of servers that answer 99 % of the reservations within 5 ms: the room that 505 ms leave over 500. */
export function serversFor(crowd: Omit<Crowd, 'servers'>): number {
  let [least, most] = [1, 1];
  while (answersWithin({ ...crowd, servers: most }) > 5) {
    least = most + 1;
    most *= 2;
  }
  while (least < most) {
    const middle = Math.floor((least + most) / 2);
    if (answersWithin({ ...crowd, servers: middle }) > 5) least = middle + 1;
    else most = middle;
  }
  return most;
}
