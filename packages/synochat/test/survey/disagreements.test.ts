import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readProfile } from '../../cli/survey/profile-file.ts';
import { root } from '../helpers/import-lines.ts';
import { createRandom } from '../portable/random.ts';
import vectors from '../vectors.json' with { type: 'json' };
import { samplesOf, settle, type WireSample } from './disagreements.ts';
import { survey } from './surveyed.ts';

const folder = new URL('docs/profiles/', root);
const profiles = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .flatMap((name) => readProfile(new URL(name, folder).pathname) ?? []);

const guess: WireSample = {
  id: 'V60',
  direction: 'NAS→app',
  raw: 'POST /hook HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\ntoken=a&text=one%20two',
  source: 'three clients',
  certainty: 'I×3',
};
const live = { ...guess, raw: guess.raw.replace('%20', '+'), source: 'survey, Chat 2.4.5, 2026-11', certainty: 'L' };

describe('a sample that was seen live', () => {
  it.each([
    ['after', [guess, live]],
    ['before', [live, guess]],
  ])('beats a guess of the same id %s it, and the difference is told', (_, samples) => {
    expect(settle(samples)).toEqual({
      strongest: [live],
      disagreements: ['V60: blanks is ["+"] in "survey, Chat 2.4.5, 2026-11", ["%20"] in "three clients"'],
    });
  });

  it('tells other fields, another order and JSON', () => {
    const parts = (raw: string) => settle([guess, { ...live, raw }]).disagreements.map((line) => line.split(' is ')[0]);

    expect(parts(guess.raw.replace('token=a', 'token=a&user_id=5'))).toEqual(['V60: fields']);
    expect(parts(guess.raw.replace('token=a&text=one%20two', 'text=one%20two&token=a'))).toEqual(['V60: fields']);
    expect(parts(guess.raw.replace('x-www-form-urlencoded', 'json').replace(/token.*$/, '{"token":"a"}'))).not.toEqual(
      [],
    );
  });

  it('agrees with a guess of other values', () => {
    expect(settle([guess, { ...live, raw: guess.raw.replace('one%20two', 'eins%20zwei') }]).disagreements).toEqual([]);
  });
});

describe('a profile of a NAS', () => {
  it('tells that its hooks are JSON with a blank trigger word', async () => {
    const world = { hasBot: true, hasSecondUser: false, isSecondAgreed: false, nickname: '' };
    const switches = { hookFormat: 'json', minimalSlash: true } as const;
    const { profile } = await survey({ ...world, switches }, { random: createRandom(1), jitter: 4 });
    const { disagreements } = settle([
      ...vectors.vectors,
      ...samplesOf({ ...profile, nas: { chat: '2.4.5', typed: true } }),
    ]);

    for (const id of ['V60', 'V63', 'V64'])
      expect(disagreements.join('\n')).toContain(`${id}: type is "application/json`);
  });
});

describe('the vectors and the profiles of NASes', () => {
  it('print where a NAS differs from a sample', () => {
    const { strongest, disagreements } = settle([...vectors.vectors, ...profiles.flatMap(samplesOf)]);

    for (const line of disagreements) console.info(line);
    expect(strongest.map(({ id }) => id).sort()).toEqual([...new Set(vectors.vectors.map(({ id }) => id))].sort());
  });
});
