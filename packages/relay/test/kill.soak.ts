import { expect, it } from 'vitest';
import { findLosses } from './killing.ts';

it('a relay that is killed at 300 random moments under load loses nothing that it accepted', async () => {
  const { accepted, lost, outOfOrder, repeated } = await findLosses(300, Math.random);
  console.log(
    `relay: 300 kills -9, ${accepted} notifications accepted, ${lost.length} lost, ${repeated} posts repeated`,
  );

  expect({ lost, outOfOrder }).toEqual({ lost: [], outOfOrder: [] });
  expect(repeated).toBeLessThanOrEqual(300);
});
