import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRaw } from '../../cli/record/capture.ts';
import { createProfile } from '../../cli/survey/profile.ts';
import { createProfileWriter, profileText, readProfile } from '../../cli/survey/profile-file.ts';
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

  it('can be read again after any survey that is not complete', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'profile-'));
    for (let seed = 1; seed <= 20; seed += 1) {
      const random = createRandom(seed);
      const { profile } = await survey(drawWorld(random), { random, jitter: 8, isQuick: true });
      const path = join(folder, `${seed}.json`);
      createProfileWriter(path)(profileText(profile, { places: [], names: [] }));
      expect(readProfile(path)).toEqual(JSON.parse(JSON.stringify(profile)));
    }
    rmSync(folder, { recursive: true });
  });

  const neutral = { user: 'qqzvkw', channel: 'jjzvkw', bot: 'wwzvkq', host: 'kkzvq.example' };
  const surveyOf = async (names: typeof neutral, nickname = 'vvzqkj') => {
    const switches = { rateInterval: 0, fileTimeout: 1000, hookTimeout: 1000 };
    const world = { switches, hasBot: true, hasSecondUser: true, isSecondAgreed: true, nickname };
    const { profile, secrets } = await survey(world, { random: createRandom(5), jitter: 2, names });
    const text = profileText(profile, { places: secrets, names: [names.user, nickname, names.channel, names.bot] });
    return { text, hooks: Object.values(profile.hooks).flat().length };
  };

  it.each([
    ...['survey', 'Survey', 'surveyx', 'survey one', 'chat', 'text', 'token', 'bot', 'slash', 'outgoing', 'one'],
    ...['hello', 'OuT', 'xxxxxx', 'xxx', 'yyyyyy', 'qqqqqq', 'äää', '中中', '😀😀', 'undici', 'gzip', 'null', 'Mo'],
  ])('keeps the requests if somebody or something is called %s, which occurs in texts of the survey', async (word) => {
    for (const role of ['user', 'channel', 'bot'] as const)
      if (role === 'user' || !word.includes(' '))
        expect((await surveyOf({ ...neutral, [role]: word })).hooks, role).toBe(10);
    expect((await surveyOf(neutral, word)).hooks).toBe(10);
  });

  it.each(['nas', 'NAS', 'chat', 'survey', 'file', 'web', 'app', '192.168.1.20', 'müller.example'])(
    'is written if the computer is called %s',
    async (host) => {
      const { text, hooks } = await surveyOf({ ...neutral, host });

      expect(hooks).toBe(10);
      if (host.includes('.')) expect(text).not.toContain(host);
    },
  );

  it('keeps no name that contains another, nor one that a refusal of Chat repeats', async () => {
    const names = { ...neutral, user: 'кате', channel: 'катерина', bot: 'ина кате' };
    const { text } = await surveyOf({ ...names, bot: 'инакате' }, 'катеринаю');
    for (const each of ['кате', 'ина']) expect(decodeURIComponent(text.replaceAll('%', '%25'))).not.toContain(each);

    const profile = createProfile('test', '2026-11');
    profile.codes.push({ case: 'an unknown user', code: 407, errors: { reason: 'no user Катерина' } });
    expect(profileText(profile, { places: [], names: ['катерина'] })).not.toContain('Катерина');
    profile.codes.push({
      case: 'a missing file',
      code: 117,
      errors: { reason: 'no http://192.168.1.20:8080/f/none.txt' },
    });
    expect(profileText(profile, { places: ['192.168.1.20'], names: [] })).not.toContain('192.168');
    profile.nas.chat = '192.168.1.20';
    expect(() => profileText(profile, { places: ['192.168.1.20'], names: [] })).toThrow('Not written');
  });
});
