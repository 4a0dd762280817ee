import { createSimulator } from 'synochat-simulator';
import { describe, expect, inject, it } from 'vitest';
import { experiments } from '../../cli/survey/experiments.ts';
import { checkDefaults } from '../../cli/survey/profile-check.ts';
import { createRandom } from '../portable/random.ts';
import { survey } from './surveyed.ts';
import { faults, surveyWorlds } from './worlds.ts';

const count = Number(process.env['RUNS'] ?? inject('worlds'));
const seed = Number(process.env['SEED'] ?? 20);
const orders = ['checks', 'file'] as const;
const usual = { switches: {}, hasBot: true, hasSecondUser: true, isSecondAgreed: true, nickname: 'Mika' };

describe.each(orders)('a survey of a NAS that does the %s first', (fileOrder) => {
  it('tells nothing wrong and nothing that cannot be seen, with at most 38 visible posts', async () => {
    const { told, mistakes, visible } = await surveyWorlds({ count, seed, fixed: { fileOrder } });

    expect(mistakes).toEqual([]);
    expect(told).toBeGreaterThan(count * 10);
    expect(visible).toBeLessThanOrEqual(38);
  }, 600_000);

  it.each([
    [0.01, 5000],
    [0.03, 1000],
  ])(
    'with each fault at a rate of %d tells at most one value of %i wrong',
    async (rate, values) => {
      const { told, mistakes } = await surveyWorlds({ count, seed: seed + 1, fixed: { fileOrder, ...faults(rate) } });

      expect(told).toBeGreaterThan(count * 7);
      expect(mistakes.length, mistakes.join('\n')).toBeLessThanOrEqual(Math.ceil(told / values));
    },
    600_000,
  );

  it('tells the pause as a range only, if a request lasts up to 60 ms more or less', async () => {
    const { results, mistakes } = await surveyWorlds({
      count: Math.ceil(count / 3),
      seed: seed + 2,
      jitter: 60,
      fixed: { fileOrder },
    });

    expect(mistakes).toEqual([]);
    expect(results.filter(({ profile }) => 'rateInterval' in profile.switches)).toEqual([]);
    expect(results.some(({ profile }) => profile.answers['10.3']?.range)).toBe(true);
  }, 600_000);
});

describe('a survey of a simulator with the defaults', () => {
  it('recovers every switch that it tells, with at most 15 visible posts', async () => {
    const { profile, visible, nas } = await survey(usual, { random: createRandom(1), jitter: 8 });

    expect({ ...nas.switches }).toMatchObject(profile.switches);
    expect(visible).toBeLessThanOrEqual(15);
    expect(checkDefaults(profile).filter(({ result }) => result === 'problem')).toEqual([]);
  });

  it('leaves no switch and no question without an answer or a reason', async () => {
    for (const isQuick of [true, false]) {
      const { profile, nas } = await survey(usual, { random: createRandom(2), jitter: 8, isQuick });
      const { switches, answers, unobserved } = profile;
      const named = [...Object.keys(switches), ...Object.keys(unobserved)].filter((name) => !/^\d/.test(name));

      expect(named.sort()).toEqual(Object.keys({ ...nas.switches }).sort());
      expect(Object.keys({ ...switches, ...answers, ...unobserved })).toEqual(
        expect.arrayContaining(experiments.flatMap(({ decides }) => decides)),
      );
    }
  });
});

describe('a profile that a second simulator loads', () => {
  it('is told again by a survey of that simulator', async () => {
    const first = await surveyWorlds({ count: Math.ceil(count / 4), seed: seed + 3 });
    let compared = 0;
    for (const [n, { profile, world }] of first.results.entries()) {
      const random = createRandom(n);
      const again = await survey({ ...world, switches: {} }, { random, jitter: 8, more: { profile } });
      for (const [name, value] of Object.entries(profile.switches)) {
        const second = again.profile.switches[name];
        if (second === undefined) continue;
        compared += 1;
        const isTime = ['rateInterval', 'fileTimeout', 'hookTimeout'].includes(name);
        if (isTime) expect(Math.abs(Number(second) - Number(value)), `world ${n}: ${name}`).toBeLessThanOrEqual(40);
        else expect([n, name, second]).toEqual([n, name, value]);
      }
    }
    expect(compared).toBeGreaterThan(count);
    expect(() => createSimulator({ profile: first.results[0]?.profile })).not.toThrow();
  }, 600_000);
});
