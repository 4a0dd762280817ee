import { startSimulator } from 'synochat-simulator/node';
import { expect, inject, it } from 'vitest';
import { residentMemory } from '../../synochat/test/helpers/resources.ts';
import { scratchFolder } from '../../synochat/test/helpers/runtime.ts';
import { startRelay } from './command.ts';

it('100,000 notifications for a Chat that is away: no more are stored than the bound, all others are answered 503, memory is flat', async () => {
  const nas = await startSimulator();
  const { url } = nas.addIncoming({ channel: 'general' });
  await nas.close();
  const { scratch, cleanUp } = scratchFolder();
  const relay = await startRelay({ SYNOCHAT_WEBHOOK: url, SYNOCHAT_RELAY_DATA: scratch });
  const count = inject('runs');
  const statuses = new Map<number, number>();
  const samples: number[] = [];
  try {
    for (let n = 0; n < count; n++) {
      const answer = await relay.post('/slack/K', { text: `message ${n}` });
      await answer.arrayBuffer();
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      if (n % Math.ceil(count / 300) === 0) samples.push(residentMemory(relay.pid ?? 0));
    }
    const third = Math.floor(samples.length / 3);
    const median = (part: number[]) => part.sort((one, other) => one - other)[Math.floor(part.length / 2)] ?? 0;
    const [middle, last] = [median(samples.slice(third, 2 * third)), median(samples.slice(2 * third))];
    console.log(
      `${Object.entries(Object.fromEntries(statuses)).join('; ')}; ${middle.toFixed(0)} MB, then ${last.toFixed(0)} MB`,
    );

    expect([...statuses.keys()].sort()).toEqual(count > 10_000 ? [200, 503] : [200]);
    expect(statuses.get(200)).toBe(Math.min(count, 10_000));
    expect(last).toBeLessThan(middle + Math.max(16, middle / 10));
  } finally {
    await relay.stop('SIGKILL');
    cleanUp();
  }
});
