import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { SendError, sendBot, sendIncoming } from '../../src/index.ts';
import type { Delivery } from './schedules/delivery.ts';
import { createDice } from './schedules/dice.ts';
import { createFaultyNas } from './schedules/faulty-nas.ts';
import { sendFleet } from './schedules/fleet.ts';
import { judge, judgeOrder, postsOf } from './schedules/verdict.ts';
import { createVirtualTime } from './schedules/virtual-time.ts';

/** Another each time, unless it is to be the same. */
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const schedules = inject('schedules');
const time = createVirtualTime();
const figures = { deliveries: 0, onTheWay: 0, atTheNas: 0, posts: 0, resumed: 0 };
const outcomes = new Map<string, number>();
const kinds = new Set<string>();

beforeAll(() => {
  vi.useFakeTimers();
  // Hashes the keys of shared limiters, in real time.
  const digest = crypto.subtle.digest.bind(crypto.subtle);
  vi.spyOn(crypto.subtle, 'digest').mockImplementation((...args) => time.during(digest(...args)));
});
afterAll(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  const { deliveries, onTheWay, atTheNas, posts, resumed } = figures;
  console.log(
    `${schedules} schedules from seed ${seed}: ${deliveries} messages, ${onTheWay} faults of ${kinds.size} kinds on the way ` +
      `and ${atTheNas} at the NAS, ${posts} posts; ` +
      [...outcomes].map(([outcome, count]) => `${count} ${outcome}`).join(', ') +
      `; ${resumed} completed from what remained`,
  );
});

describe('senders in bad weather', () => {
  it('lose no message without a word, post none twice, and are told what the NAS did', async () => {
    for (let n = 0; n < schedules; n++) {
      try {
        await runSchedule(seed + n);
      } catch (error) {
        // With this seed and one schedule it comes again.
        if (error instanceof Error) error.message = `SEED=${seed + n}: ${error.message}`;
        throw error;
      }
    }
  });
});

async function runSchedule(start: number): Promise<void> {
  const dice = createDice(start);
  const jitter = vi.spyOn(Math, 'random').mockImplementation(dice.roll);
  const nas = await createFaultyNas(dice, time, {
    faultRate: dice.pick([0, 0.05, 0.2, 0.5]),
    nasFaultRate: dice.pick([0, 0.02, 0.1]),
    latency: dice.pick([1, 100, 400]),
    maxTextLength: dice.pick([2000, 50]),
  });
  const deliveries = await sendFleet(dice, time, nas);
  for (const delivery of deliveries) judge(nas, delivery);
  judgeOrder(nas, deliveries);
  count(nas, deliveries);

  nas.heal();
  for (const delivery of deliveries) await resume(nas, delivery);
  // Whatever this schedule left behind in the pace of an integration is over when the next one starts.
  vi.advanceTimersByTime(3_600_000);
  jitter.mockRestore();
}

/** Sends what is left of a message of which the sender was told what is left. */
async function resume(nas: Awaited<ReturnType<typeof createFaultyNas>>, delivery: Delivery): Promise<void> {
  const { outcome, address, userId, text } = delivery;
  if (!(outcome instanceof SendError) || outcome.posted === 'unknown' || !nas.knows(userId)) return;
  const options = { fetch: nas.fetch };
  const sending = outcome.remaining.map((part) =>
    userId === undefined ? sendIncoming(address, part, options) : sendBot(address, userId, part, options),
  );
  const sent = Promise.all(sending);
  await Promise.all([sent, time.runOut()]);
  expect(postsOf(nas, delivery).join(''), 'sending `remaining` completes the text').toBe(text);
  figures.resumed++;
}

function count(nas: Awaited<ReturnType<typeof createFaultyNas>>, deliveries: readonly Delivery[]): void {
  figures.deliveries += deliveries.length;
  figures.atTheNas += nas.nasFaults();
  for (const [kind, times] of nas.injected) {
    kinds.add(kind);
    figures.onTheWay += times;
  }
  for (const delivery of deliveries) {
    const { outcome } = delivery;
    figures.posts += postsOf(nas, delivery).length;
    const name = outcome instanceof SendError ? `told "${outcome.posted}"` : String(outcome);
    outcomes.set(name, (outcomes.get(name) ?? 0) + 1);
  }
}
