import fc from 'fast-check';
import { inject, it } from 'vitest';
import { realTime } from './clock.ts';

type Arbitraries<Values extends unknown[]> = { [N in keyof Values]: fc.Arbitrary<Values[N]> };

/**
 * A test of what holds for all values: as many of them as the runtime is given (`runs`), all from the one seed that a
 * run prints. A failure shows the smallest values it was found with.
 */
export function property<Values extends [unknown, ...unknown[]]>(
  name: string,
  arbitraries: Arbitraries<Values>,
  check: (...values: Values) => void | Promise<void>,
): void {
  const numRuns = inject('runs');
  let tries = 0;
  const tried = fc.asyncProperty(...arbitraries, async (...values: Values) => {
    await check(...values);
    // All files in workerd share one thread: the timers of the others get their turn.
    if (++tries % 10 === 0) await realTime();
  });
  // Long enough for a machine that does other things too: what hangs is noticed all the same.
  it(name, () => fc.assert(tried, { numRuns, seed: inject('seed') }), 60_000 + numRuns * 100);
}
