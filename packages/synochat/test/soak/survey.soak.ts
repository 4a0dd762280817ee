import { describe, expect, it } from 'vitest';
import { faults, surveyWorlds } from '../survey/worlds.ts';

const count = Number(process.env['WORLDS'] ?? 300);
const seed = Number(process.env['SEED'] ?? 1);

describe.each(['checks', 'file'] as const)('300 random worlds that do the %s first', (fileOrder) => {
  it.each([
    [0, Infinity],
    [0.01, 5000],
    [0.03, 1000],
  ])('with faults at a rate of %d tell at most one value of %d wrong', async (rate, values) => {
    const { told, mistakes, visible } = await surveyWorlds({ count, seed, fixed: { fileOrder, ...faults(rate) } });

    expect(mistakes.length, mistakes.join('\n')).toBeLessThanOrEqual(Math.floor(told / values));
    expect(visible).toBeLessThanOrEqual(38);
  });
});
