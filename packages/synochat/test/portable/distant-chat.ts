import { vi } from 'vitest';
import type { Fetch, SendOptions } from '../../src/index.ts';
import { createRandom } from './random.ts';

/** A Chat behind a network whose delays vary. */
interface Distance {
  /** Milliseconds after an accepted post in which Chat refuses the next post. */
  readonly window: number;
  /** Milliseconds that each way takes more or less, at most. */
  readonly jitter: number;
  /** Milliseconds there and back. Default: 150. */
  readonly latency?: number;
  readonly seed?: number;
}

/**
 * Creates a Chat that refuses posts within the window, in a file whose time stands still: `options` move the clock, for
 * a sender that posts one message at a time. So hundreds of posts take no time.
 */
export function createDistantChat({ window, jitter, latency = 150, seed = 1 }: Distance) {
  const random = createRandom(seed);
  const travel = () => vi.advanceTimersByTime(delay({ latency, jitter, random }));
  const texts: string[] = [];
  /** The times at which the accepted posts left. */
  const starts: number[] = [];
  /** Whether Chat refused each attempt. */
  const refused: boolean[] = [];
  let last = -Infinity;
  const fetch: Fetch = async (_, { body }) => {
    const payload = new URLSearchParams(await new Response(body as BodyInit).text()).get('payload') ?? '';
    const start = performance.now();
    travel();
    const arrival = performance.now();
    const isEarly = arrival - last < window;
    refused.push(isEarly);
    if (!isEarly) {
      last = arrival;
      starts.push(start);
      texts.push((JSON.parse(payload) as { text: string }).text);
    }
    travel();
    return Response.json(isEarly ? { success: false, error: { code: 411 } } : { success: true });
  };
  const sleep = (ms: number) => Promise.resolve(void vi.advanceTimersByTime(ms));
  return {
    options: { fetch, sleep } satisfies SendOptions,
    ...{ texts, starts, refused },
    /** Returns the milliseconds between the starts of the accepted posts. */
    distances: () => starts.slice(1).map((start, n) => start - (starts[n] ?? 0)),
  };
}

/**
 * Returns the milliseconds per accepted post at the best fixed distance of at least `interval`: the distance that delivers
 * 500 posts soonest, of the distances at which Chat refuses less than 2 %.
 */
export function bestFixedPace({ window, jitter, latency = 150 }: Distance, interval: number): number {
  let best = Infinity;
  for (let distance = interval; distance < interval + window / 2; distance++) {
    const random = createRandom(2);
    const travel = () => delay({ latency, jitter, random });
    let start = 0;
    let last = -Infinity;
    let refused = 0;
    for (let posts = 0; posts < 500; posts++) {
      let arrival = start + travel();
      while (arrival - last < window) {
        refused++;
        start = arrival + travel() + 50;
        arrival = start + travel();
      }
      last = arrival;
      travel();
      start += distance;
    }
    if (refused / (500 + refused) < 0.02) best = Math.min(best, start / 500);
  }
  return best;
}

function delay({ latency, jitter, random }: { latency: number; jitter: number; random: () => number }): number {
  return Math.max(0, latency / 2 + (random() * 2 - 1) * jitter);
}
