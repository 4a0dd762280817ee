import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { guessBudget, RequestError } from '../index.ts';

type Step =
  | { readonly wait: number }
  /** `slow`: a check that is under way until an `end`, or for ever. */
  | { readonly client: number; readonly right: boolean; readonly slow: boolean }
  | { readonly end: number };

const schedule: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({ wait: fc.integer({ min: 0, max: 60 }) }),
    fc.record({ client: fc.nat(5), right: fc.boolean(), slow: fc.boolean() }),
    fc.record({ client: fc.nat(1), right: fc.constant(false), slow: fc.constant(false) }),
    fc.record({ end: fc.nat(5) }),
  ),
  { maxLength: 100 },
);

const sizes = fc.record({
  guesses: fc.integer({ min: 1, max: 4 }),
  per: fc.integer({ min: 1, max: 100 }),
  clients: fc.integer({ min: 1, max: 4 }),
});

interface Ask {
  readonly client: number;
  readonly at: number;
  readonly right: boolean;
  readonly compared: boolean;
}

/** What was asked, and whether it was compared. */
async function play(size: { guesses: number; per: number; clients: number }, steps: readonly Step[]): Promise<Ask[]> {
  let at = 0;
  const budget = guessBudget({ ...size, now: () => at });
  const asks: Ask[] = [];
  const underWay: (() => void)[] = [];
  for (const step of steps) {
    if ('wait' in step) at += step.wait;
    else if ('end' in step) underWay.splice(step.end, 1)[0]?.();
    else {
      const { client, right, slow } = step;
      let compared = false;
      const check = () => {
        compared = true;
        if (!slow) return right;
        return new Promise<boolean>((resolve) => {
          underWay.push(() => {
            resolve(right);
          });
        });
      };
      try {
        void budget.guard(check, `client ${client}`)('any');
      } catch (error) {
        if (!(error instanceof RequestError)) throw error;
      }
      asks.push({ client, at, right, compared });
    }
    // Whoever waits for a check hears of its end.
    for (let turn = 0; turn < 4; turn++) await Promise.resolve();
  }
  return asks;
}

/** The most of these that were compared in any window of that length. */
function densest(asks: readonly Ask[], per: number): number {
  const wrong = asks.filter(({ compared, right }) => compared && !right);
  return Math.max(0, ...wrong.map(({ at }) => wrong.filter((ask) => ask.at >= at && ask.at < at + per).length));
}

describe('whatever the schedule,', () => {
  const numRuns = inject('runs');

  it('no client has more wrong tokens compared than its guesses, in any window of time', async () => {
    const property = fc.asyncProperty(sizes, schedule, async (size, steps) => {
      const asks = await play(size, steps);
      // The places of those with a right token go to the latest: here all of them may have one.
      const roomy = { ...size, clients: 6 };
      const alone = await play(roomy, steps);
      for (let client = 0; client <= 5; client++) {
        const own = alone.filter((ask) => ask.client === client);
        expect(densest(own, size.per)).toBeLessThanOrEqual(size.guesses);
      }
      const strangers = asks.filter(({ client }) => !asks.some((ask) => ask.client === client && ask.right));
      expect(densest(strangers, size.per)).toBeLessThanOrEqual(size.guesses * size.clients);
    });
    await fc.assert(property, { numRuns });
  });

  it('a client without a wrong token is compared each time, once it was let in', async () => {
    const property = fc.asyncProperty(sizes, schedule, async (size, steps) => {
      const quick = steps.map((step) => ('client' in step ? { ...step, slow: false, right: step.client === 0 } : step));
      const nas = (await play(size, quick)).filter(({ client }) => client === 0);
      const first = nas.findIndex(({ compared }) => compared);
      if (first >= 0) expect(nas.slice(first).every(({ compared }) => compared)).toBe(true);
    });
    await fc.assert(property, { numRuns });
  });
});
