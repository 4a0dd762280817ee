import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Running } from '../helpers/process.ts';
import { runtimes } from '../helpers/runtime.ts';
import { type Costly, costly, plain } from './costly-bodies.ts';
import { median, timesUnder } from './costly-load.ts';
import { startHandlers } from './hostile-server.ts';

const size = 65_000;
const large = 1_000_000;

describe.each(runtimes)('a good request to %s', (runtime) => {
  let server: Running;
  beforeAll(async () => {
    server = await startHandlers(runtime);
  });
  afterAll(() => server.stop());

  /** How many times longer it takes than beside plain bodies; measured again while that is too long, as others may use the machine. */
  async function slowdown(bytes: Buffer, beside: Buffer): Promise<number> {
    let least = Number.POSITIVE_INFINITY;
    for (let round = 0; round < 12 && least > 4; round++) {
      // A burst of somebody else's work outlasts a round: look again later.
      if (round > 0) await pause(200 * round);
      const without = await timesUnder(server.port, beside, 5 + 2 * round);
      const during = await timesUnder(server.port, bytes, 5 + 2 * round);
      least = Math.min(least, median(during) / median(without));
    }
    return least;
  }

  async function tooSlow(bodies: readonly Costly[], beside: Buffer): Promise<string[]> {
    const found: string[] = [];
    for (const { name, bytes } of bodies) {
      const times = await slowdown(bytes, beside);
      if (times > 4) found.push(`${name}: ${times.toFixed(1)} times`);
    }
    return found;
  }

  it('takes at most 4 times as long beside ten connections of any costly body of 64 KiB as beside plain ones', async () => {
    expect(await tooSlow(costly(size, '/hook', '/bot'), plain(size, '/hook'))).toEqual([]);
  }, 120_000);

  it('takes no longer than that for bodies of 1 MB where so much is allowed', async () => {
    const bodies = costly(large, '/large', '/large').filter(({ name }) =>
      /every|token of per|many numbers$/.test(name),
    );
    expect(await tooSlow(bodies, plain(large, '/large'))).toEqual([]);
  }, 120_000);
});
