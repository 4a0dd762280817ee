import { join } from 'node:path';
import { startSimulator } from 'synochat-simulator/node';
import { expect, it } from 'vitest';
import { scratchFolder } from '../../synochat/test/helpers/runtime.ts';
import { startRelay } from './command.ts';
import { findLosses } from './killing.ts';

it('a relay that is killed three times delivers all it accepted, in order, and at most what was in flight twice', async () => {
  const nas = await startSimulator({ rateInterval: 0 });
  const { url } = nas.addIncoming({ channel: 'general' });
  const { scratch, cleanUp } = scratchFolder();
  const variables = { SYNOCHAT_WEBHOOK: url, SYNOCHAT_RELAY_DATA: join(scratch, 'data') };
  // Chat posts at once and answers late, so that a kill meets a post without its answer.
  nas.switches.latency = 100;
  const texts = () => nas.posts('general').map(({ text }) => text);
  const accepted: string[] = [];
  try {
    for (let round = 1; round <= 3; round++) {
      const relay = await startRelay(variables);
      const posted = texts().length;
      for (let n = 1; n <= 5; n++) {
        const text = `message ${n} of round ${round}`;
        if ((await relay.post('/post/K', { text })).ok) accepted.push(text);
      }
      // The last round is killed at once, the others in the middle of the queue.
      if (round < 3) await expect.poll(() => texts().length).toBeGreaterThan(posted + 1);
      await relay.stop('SIGKILL');
    }
    const last = await startRelay(variables);
    await expect.poll(() => new Set(texts()).size, { timeout: 40_000 }).toBe(15);
    await last.stop('SIGTERM');

    expect(accepted).toHaveLength(15);
    const arrived = texts();
    expect(arrived.filter((text, at) => text !== arrived[at - 1])).toEqual(accepted);
    expect(arrived.length).toBeLessThanOrEqual(15 + 3);
  } finally {
    await nas.close();
    cleanUp();
  }
});

it('a relay that is killed at random moments under load loses nothing that it accepted, and repeats a post for each kill at most', async () => {
  const { accepted, lost, outOfOrder, repeated } = await findLosses(8, Math.random);

  expect({ lost, outOfOrder }).toEqual({ lost: [], outOfOrder: [] });
  expect(accepted).toBeGreaterThan(8);
  expect(repeated).toBeLessThanOrEqual(8);
});
