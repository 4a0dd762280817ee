import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRaw } from '../../cli/record/capture.ts';
import { profileText } from '../../cli/survey/profile-file.ts';
import { createRandom } from '../portable/random.ts';
import { drawWorld } from './drawn-world.ts';
import { survey } from './surveyed.ts';

const letters = fc.constantFrom(
  'абвгдежз',
  '排程機器人功能',
  'かきくけこさし',
  '가나다라마바',
  'עברית',
  'qjvkwzbp',
  '😀🤖🎉🚀',
);
const name = fc.tuple(letters, fc.array(fc.nat(99), { minLength: 6, maxLength: 9 })).map(([all, at]) => {
  const each = Array.from(all);
  return at.map((n) => each[n % each.length] ?? '').join('');
});
const host = fc.stringMatching(/^[bdfgkqvwz]{6,10}\.synology\.me$/);

describe('a profile', () => {
  it('holds no token, host or name of the owner, and its requests still give the same events', async () => {
    let hooks = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat(), name, name, name, name, host, async (seed, user, nickname, channel, bot, address) => {
        fc.pre(new Set([user, nickname, channel, bot]).size === 4);
        const random = createRandom(seed);
        const world = { ...drawWorld(random, { rateInterval: 0, fileTimeout: 1000, hookTimeout: 1000 }), nickname };
        const names = { user, channel, bot, host: address };
        const { profile, secrets } = await survey(world, { random, jitter: 2, names });
        const text = profileText(profile, { places: secrets, names: [user, nickname, channel, bot] });

        for (const secret of [...secrets, user, nickname, channel, bot])
          for (const spelling of [
            secret,
            encodeURIComponent(secret),
            Buffer.from(secret).toString('base64').replace(/.?=*$/, ''),
          ])
            expect(text).not.toContain(spelling);
        for (const { raw, expect: expected } of Object.values(profile.hooks).flat()) {
          hooks += 1;
          expect(JSON.parse(JSON.stringify(await parseRaw(raw, 'auto')))).toEqual(expected);
        }
      }),
      { numRuns: 25 },
    );
    expect(hooks).toBeGreaterThan(200);
  }, 300_000);
});
