export interface Clock {
  /** Milliseconds since 1970. Default: `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** Default: `setTimeout`. */
  readonly sleep?: ((ms: number) => Promise<void>) | undefined;
}

/** The hour and minute of a time such as `8:05` or `23:59`; undefined for what is none. */
export function readTime(text: string): readonly [hour: number, minute: number] | undefined {
  const [, hour, minute] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  return hour === undefined ? undefined : [Number(hour), Number(minute)];
}

/**
 * The next moment after `now` at which the clocks of this machine's time zone show that time, once a day.
 *
 * A time that the change to summer time leaves out comes as much later; one that the change back brings twice is the
 * first of both. That is how `Date` reads the parts of a local time.
 */
export function nextAt(now: Date, [hour, minute]: readonly [number, number]): Date {
  for (let day = now.getDate(); ; day++) {
    const at = new Date(now.getFullYear(), now.getMonth(), day, hour, minute);
    if (at > now) return at;
  }
}

/**
 * Resolves at that moment. A minute at a time: the clock may be set, the machine may sleep, and a timer goes on
 * counting from where it was.
 */
export async function waitUntil(at: Date, { now = Date.now, sleep = realSleep }: Clock = {}): Promise<void> {
  for (let left = at.getTime() - now(); left > 0; left = at.getTime() - now()) await sleep(Math.min(left, 60_000));
}

function realSleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
