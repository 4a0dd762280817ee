import type { SwitchOptions } from 'synochat-simulator';
import { createRandom } from '../portable/random.ts';
import { drawWorld } from './drawn-world.ts';
import { mistakesIn } from './judge.ts';
import { type Surveyed, survey } from './surveyed.ts';

/** The results of surveys of random worlds. */
export interface Tally {
  readonly told: number;
  readonly mistakes: readonly string[];
  /** The most posts that somebody saw in one world. */
  readonly visible: number;
  readonly results: readonly Surveyed[];
}

interface Series {
  readonly count: number;
  readonly seed: number;
  /** Milliseconds. */
  readonly jitter?: number;
  readonly isQuick?: boolean;
  readonly fixed?: SwitchOptions;
}

/** Returns the rates of every fault. */
export function faults(rate: number): SwitchOptions {
  const [faultRate411, faultRateStatus, faultRateHtml, faultRateDrop, faultRateTruncate] = [
    rate,
    rate,
    rate,
    rate,
    rate,
  ];
  return { faultRate411, faultRateStatus, faultRateHtml, faultRateDrop, faultRateTruncate };
}

/** Surveys random worlds, one after the other. The number of a world in a mistake repeats the world. */
export async function surveyWorlds({ count, seed, jitter = 8, isQuick = false, fixed = {} }: Series): Promise<Tally> {
  const results: Surveyed[] = [];
  const mistakes: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const random = createRandom(seed * 100_003 + n);
    const world = drawWorld(random, fixed);
    const result = await survey(world, { random, jitter, isQuick });
    mistakes.push(
      ...mistakesIn(result.profile, result.nas, world).map((mistake) => `seed ${seed}, world ${n}: ${mistake}`),
    );
    results.push(result);
  }
  return {
    told: results.reduce((sum, { profile }) => sum + Object.keys(profile.switches).length, 0),
    mistakes,
    visible: Math.max(...results.map(({ visible }) => visible)),
    results,
  };
}
