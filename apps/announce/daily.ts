export interface Clock {
  /** Milliseconds since 1970. Default: `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** Default: `setTimeout`. */
  readonly sleep?: ((ms: number) => Promise<void>) | undefined;
}

/** Returns the hour and minute of a time such as `8:05` or `23:59`; undefined for an invalid time. */
export function readTime(text: string): readonly [hour: number, minute: number] | undefined {
  const [, hour, minute] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  return hour === undefined ? undefined : [Number(hour), Number(minute)];
}

/**
 * Returns the next moment after `now` at which the clocks of this machine's time zone show the time, once a day.
 *
 * On the day of the change to summer time, a skipped time comes an hour later. On the day of the change back, the first
 * of two equal times counts. `Date` reads the parts of a local time in the same way.
 */
export function nextAt(now: Date, [hour, minute]: readonly [number, number]): Date {
  for (let day = now.getDate(); ; day++) {
    const at = new Date(now.getFullYear(), now.getMonth(), day, hour, minute);
    if (at > now) return at;
  }
}

/**
 * Resolves at the moment `at`. Waits a minute at a time: after a change of the clock or a sleep of the machine, a longer
 * timer would end late.
 */
export async function waitUntil(at: Date, { now = Date.now, sleep = realSleep }: Clock = {}): Promise<void> {
  for (let ms = at.getTime() - now(); ms > 0; ms = at.getTime() - now()) await sleep(Math.min(ms, 60_000));
}

function realSleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
