import { readdirSync, readFileSync } from 'node:fs';
import { createSimulator } from 'synochat-simulator';
import { describe, expect, it } from 'vitest';
import { parseRaw } from '../../cli/record/capture.ts';
import { checkDefaults } from '../../cli/survey/profile-check.ts';
import { readProfile } from '../../cli/survey/profile-file.ts';
import { resultLines } from '../../cli/survey/result-lines.ts';
import { root } from '../helpers/import-lines.ts';
import { shapeOf } from '../helpers/raw-shape.ts';
import { createRandom } from '../portable/random.ts';
import { survey } from './surveyed.ts';

const folder = new URL('docs/profiles/', root);
const profiles = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .flatMap((name) => {
    const profile = readProfile(new URL(name, folder).pathname);
    return profile ? [[name, profile] as const] : [];
  });
const parserOf = { outgoing: 'outgoing', slash: 'slash', bot: 'bot', press: 'bot' } as const;
const kinds = ['outgoing', 'slash', 'bot', 'press'] as const;

describe('the folder docs/profiles', () => {
  it('holds at least the profile of the simulator', () => {
    expect(profiles.map(([name]) => name)).toContain('simulator.json');
  });
});

describe.each(profiles)('the profile %s', (name, profile) => {
  it('is complete and loads into the simulator', () => {
    expect(profile.progress).toBeUndefined();
    expect({ ...createSimulator({ profile: profile }).switches }).toMatchObject(profile.switches);
  });

  it('is shown to a person in words, without numbers of facts', () => {
    for (const line of resultLines(profile)) expect(line).not.toMatch(/^ {2}\d/);
  });

  it('lets no default of the library fail', () => {
    expect(checkDefaults(profile).filter(({ result }) => result === 'problem')).toEqual([]);
  });

  it('holds requests that the library reads as it read them then', async () => {
    for (const kind of kinds)
      for (const { raw, expect: expected } of profile.hooks[kind])
        expect(JSON.parse(JSON.stringify(await parseRaw(raw, parserOf[kind])))).toEqual(expected);
    expect(kinds.flatMap((kind) => profile.hooks[kind]).length).toBeGreaterThan(5);
  });

  it('holds requests of the form that the simulator sends with this profile', async () => {
    const world = { switches: {}, hasBot: true, hasSecondUser: true, isSecondAgreed: false, nickname: '' };
    const again = await survey(world, {
      random: createRandom(1),
      jitter: 4,
      more: { profile: profile },
    });
    for (const kind of kinds) {
      const sent = again.profile.hooks[kind].map(({ raw }) => ({ ...shapeOf(raw), headers: [] }));
      const shapes = profile.hooks[kind].map(({ raw }) => ({ ...shapeOf(raw), headers: [] }));
      expect(shapes.length, kind).toBeGreaterThan(0);
      for (const shape of shapes) expect(sent, `${name}: ${kind}`).toContainEqual(shape);
    }
  });

  it('holds no token but the samples', () => {
    const text = readFileSync(new URL(name, folder), 'utf8');
    const tokens = new Set(text.match(/\b[A-Za-z0-9]{32,}\b/g));

    expect(
      [...tokens].filter(
        (token) => !/^(?:22)?(OuT|SlA|BoT)a0Bb1Cc2Dd3Ee4Ff5Gg6Hh7Ii8Jj9Kk0Ll1Mm2Nn3Oo4Pp5Qq6Rr7Ss8Tt9Uu$/.test(token),
      ),
    ).toEqual([]);
  });

  it('is as small as a file to attach', () => {
    expect(readFileSync(new URL(name, folder)).length).toBeLessThan(60_000);
  });
});
