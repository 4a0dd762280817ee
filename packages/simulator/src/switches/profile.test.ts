import { describe, expect, it } from 'vitest';
import { createSimulator } from '../simulator.ts';
import type { SimulatorProfile } from './profile.ts';

const profile: SimulatorProfile = {
  profile: 1,
  nas: { chat: '2.4.5' },
  switches: { rateInterval: 500, fileHead: true },
};

describe('a simulator with a profile', () => {
  it('has the observed switches, and the defaults for the others', () => {
    expect(createSimulator({ profile }).switches).toMatchObject({
      rateInterval: 500,
      fileHead: true,
      maxTextLength: 2000,
    });
  });

  it('lets other options win', () => {
    expect(createSimulator({ profile, rateInterval: 0, fileHead: undefined }).switches).toMatchObject({
      rateInterval: 0,
      fileHead: true,
    });
  });

  it.each([
    ['an unknown switch', { ...profile, switches: { rateIntervals: 1 } }, /rateIntervals/],
    ['an invalid value', { ...profile, switches: { rateInterval: -1 } }, /rateInterval/],
    ['a switch named as a member of every object', { ...profile, switches: { constructor: 1 } }, /constructor/],
    ['a switch of that kind from JSON', JSON.parse('{"profile":1,"switches":{"__proto__":1}}'), /__proto__/],
    ['a list of switches', { ...profile, switches: [] }, /switches/],
    ['another format', { ...profile, profile: 2 }, /synochat survey/],
  ])('throws a TypeError for %s', (_, wrong, message) => {
    expect(() => createSimulator({ profile: wrong as SimulatorProfile })).toThrow(message);
  });

  it('takes a profile while it runs, and names the NAS', async () => {
    const nas = createSimulator({ maxTextLength: 99 });
    const ask = (method: string, body?: object) =>
      nas.fetch('http://127.0.0.1:5050/api/switches/profile', {
        method,
        headers: { 'Content-Type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      });

    expect((await ask('PUT', profile)).status).toBe(200);

    expect(await (await ask('GET')).json()).toEqual({ title: 'a NAS with Chat 2.4.5' });
    expect(nas.switches).toMatchObject({ rateInterval: 500, maxTextLength: 2000 });
    expect((await ask('PUT', { ...profile, switches: { nothing: 1 } })).status).toBe(400);
  });
});
