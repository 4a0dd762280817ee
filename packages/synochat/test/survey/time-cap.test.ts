import { afterEach, describe, expect, it, vi } from 'vitest';
import { createSleepSignal } from '../../cli/survey/asleep.ts';
import { experiments } from '../../cli/survey/experiments.ts';
import { createRandom } from '../portable/random.ts';
import { survey } from './surveyed.ts';

const world = { switches: {}, hasBot: true, hasSecondUser: true, isSecondAgreed: true, nickname: '' };
const hour = 3_600_000;

describe('a survey that lasts over 30 minutes', () => {
  it.each([3, 15, 30, 38])(
    'because of call %i stops with the reason, and continues with the rest',
    async (longCall) => {
      let calls = 0;
      const { profile } = await survey(world, {
        random: createRandom(longCall),
        jitter: 8,
        before:
          (chat, { sleep }) =>
          async (url, init) => {
            calls += 1;
            if (calls === longCall) await sleep(hour);
            return chat(url, init);
          },
      });
      const done = profile.progress?.done ?? [];

      expect(done.length).toBeLessThan(experiments.length);
      expect(done).not.toContain('E13');
      expect(profile.unobserved).toMatchObject({
        maxFileBytes: 'the cap of 30 minutes was reached',
        hookTimeout: 'the cap of 30 minutes was reached',
      });

      const again = await survey(world, { random: createRandom(1), jitter: 8, profile });

      expect(again.profile.progress).toBeUndefined();
      expect(again.profile.switches).toMatchObject({
        maxFileBytes: 33_554_432,
        maxTextLength: 2000,
        hookTimeout: 10_000,
      });
      expect({ ...again.nas.switches }).toMatchObject(again.profile.switches);
      expect(Object.values(again.profile.unobserved)).not.toContain('the cap of 30 minutes was reached');
    },
  );
});

describe('a survey on a computer that falls asleep', () => {
  afterEach(() => vi.useRealTimers());

  it('stops with the reason when the computer is awake again', () => {
    vi.useFakeTimers();
    let time = 0;
    const { signal, end } = createSleepSignal(() => time);
    const pass = (ms: number, seen = ms) => {
      time += ms;
      vi.advanceTimersByTime(seen);
    };

    for (const late of [0, 20_000]) pass(5000 + late, 5000);
    expect(signal.aborted).toBe(false);
    pass(600_000, 5000);
    expect(signal.reason).toMatchObject({
      name: 'Stopped',
      message: 'This computer was asleep, or the program was suspended',
    });
    end();
    expect(vi.getTimerCount()).toBe(0);
  });
});
