import { expect, it } from 'vitest';
import { killAtRandom } from './killing.ts';

it('a server killed at 20 random moments has all that it answered, and leaves nothing behind that grows', async () => {
  const { kills, whileStarting, answered } = await killAtRandom(20, Math.random);
  expect([kills, whileStarting]).toEqual([20, 6]);
  expect(answered).toBeGreaterThan(20);
});
