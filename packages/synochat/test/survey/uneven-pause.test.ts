import { describe, expect, it } from 'vitest';
import { checkDefaults } from '../../cli/survey/profile-check.ts';
import { resultLines } from '../../cli/survey/result-lines.ts';
import type { SurveyWorld } from '../../cli/survey/survey-world.ts';
import { createRandom } from '../portable/random.ts';
import { survey } from './surveyed.ts';
import type { VirtualClock } from './virtual-clock.ts';

const world = { switches: {}, hasBot: true, hasSecondUser: true, isSecondAgreed: true, nickname: '' };
const tooFast = '{"error":{"code":411,"errors":"create post too fast"},"success":false}';

/** Lets `burst` posts of a method through in each `window` of milliseconds. */
const burstRule =
  (burst: number, window: number) =>
  (chat: SurveyWorld['fetch'], { now }: VirtualClock) => {
    const posts: number[] = [];
    return async (url: string, init: RequestInit) => {
      if (!/method=(incoming|chatbot)/.test(url)) return chat(url, init);
      if (posts.filter((at) => now() - at < window).length >= burst) return new Response(tooFast);
      const answer = await chat(url, init);
      if ((await answer.clone().text()).includes('"success":true')) posts.push(now());
      return answer;
    };
  };

describe('a survey of a NAS that allows bursts of posts', () => {
  it.each([
    [3, 8000, 0],
    [4, 20_000, 450],
    [2, 5000, 300],
  ])('calls %i posts in %i ms no interval, and keeps the times of all sends', async (burst, window, rateInterval) => {
    const { profile } = await survey(
      { ...world, switches: { rateInterval } },
      { random: createRandom(burst), jitter: 8, before: burstRule(burst, window) },
    );

    const { rule, timeline = [] } = profile.answers['10.3'] ?? {};
    expect(rule).toBe('not an interval');
    expect(timeline.length).toBeGreaterThan(30);
    expect(timeline.every(([at, method, code]) => at >= 0 && /^(incoming|chatbot)$/.test(method) && code >= -1)).toBe(
      true,
    );
    for (const name of ['rateInterval', 'rateScope', 'replyCounts']) {
      expect(profile.switches).not.toHaveProperty(name);
      expect(profile.unobserved).toHaveProperty(name);
    }
    expect(resultLines(profile).join(' ').replace(/\s+/g, ' ')).toContain('later posts met 411');
    expect(checkDefaults(profile)[0]?.result).toBe('unsure');
  });

  it('calls the pause of the simulator an interval', async () => {
    const { profile } = await survey(world, { random: createRandom(1), jitter: 8 });

    expect(profile.answers['10.3']).not.toHaveProperty('rule');
    expect(profile.switches).toHaveProperty('rateInterval');
  });
});
