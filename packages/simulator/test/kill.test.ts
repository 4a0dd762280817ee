import { expect, it } from 'vitest';
import { killAtRandom } from './killing.ts';

it('a server killed at 15 random moments has every change that was answered more than a second before, and no growing file', async () => {
  const { kills, whileStarting, answered } = await killAtRandom(15, Math.random);
  expect([kills, whileStarting]).toEqual([15, 5]);
  expect(answered).toBeGreaterThan(20);
});
