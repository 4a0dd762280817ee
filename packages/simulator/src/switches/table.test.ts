import { describe, expect, it } from 'vitest';
import { ask } from '../../test/client.ts';
import { createSimulator } from '../simulator.ts';
import { describeSwitches, switchValue } from './table.ts';
import { fitText } from './text-limit.ts';

describe('the switches', () => {
  it('have their defaults if missing or undefined', () => {
    const { switches } = createSimulator({ rateInterval: 100, latency: undefined, origin: 'http://nas.example' });
    expect(switches).toMatchObject({ rateInterval: 100, latency: 0, maxTextLength: 2000, hookTimeout: 10_000 });
    expect('origin' in switches).toBe(false);
  });

  it('refuse a value out of range by name', () => {
    expect(() => createSimulator({ rateInterval: -1 })).toThrow(/^rateInterval: /);
    expect(() => createSimulator({ hookTimeout: 0.5 })).toThrow(TypeError);
    const { switches } = createSimulator();
    expect(() => (switches.faultRateDrop = 1.1)).toThrow(/^faultRateDrop: /);
    expect(switches.faultRateDrop).toBe(0);
  });

  it('refuse a removed name and name the replacement, in every place', async () => {
    const why = /emptyTrigger replaces omitEmptyTrigger: emptyTrigger is firstWord, empty, omit/;
    const nas = createSimulator();
    expect(() => createSimulator(Object.fromEntries([['omitEmptyTrigger', true]]))).toThrow(why);
    expect(() => Object.assign(nas.switches, { omitEmptyTrigger: true })).toThrow(why);
    const { status, body } = await ask(nas, 'switches', 'PATCH', { omitEmptyTrigger: false });
    expect([status, body]).toEqual([400, expect.stringMatching(why)]);
    const storage = new Map([['switches', { omitEmptyTrigger: true }]]);
    expect(() => createSimulator({ storage })).toThrow(why);
    expect('omitEmptyTrigger' in nas.switches).toBe(false);
  });

  it('are described as data, with default and description', async () => {
    const descriptions = describeSwitches();
    const { switches } = createSimulator();
    expect(Object.fromEntries(descriptions.map((each) => [each.name, each.default]))).toEqual(switches);
    for (const { description } of descriptions) expect(description).toMatch(/^[A-Zt].{20,}\.$/s);
    expect(descriptions).toContainEqual({
      name: 'lengthUnit',
      kind: 'choice',
      default: 'codepoint',
      options: ['codepoint', 'utf16', 'byte'],
      description: expect.stringContaining('UTF-16 code units') as unknown,
    });
    const shown = (await ask(createSimulator(), 'switches/descriptions')).body as { switches: object[] };
    expect(shown.switches).toEqual(JSON.parse(JSON.stringify(descriptions)));
  });

  it.each([
    ['latency', '250', 250],
    ['latency', 'soon', 'soon'],
    ['latency', '', ''],
    ['headProbe', 'true', true],
    ['headProbe', 'yes', 'yes'],
    ['jsonBody', 'reject', 'reject'],
    ['unheard', '1', '1'],
  ])('read %s from the text "%s"', (name, text, value) => {
    expect(switchValue(name, text)).toBe(value);
  });
});

describe('the switch "channelIds"', () => {
  it('decides whether the payload of an incoming webhook may choose channels', async () => {
    const nas = createSimulator({ channels: ['general', 'labb'], rateInterval: 0 });
    const { url } = nas.addIncoming({ channel: 'general' });
    const send = async (payload: object) => {
      const body = new URLSearchParams({ payload: JSON.stringify(payload) });
      return (await nas.fetch(new Request(url, { method: 'POST', body }))).text();
    };
    await send({ text: 'a', channel_id: 2 });
    nas.switches.channelIds = 'follow';
    await send({ text: 'b', channel_ids: [1, 2] });
    await send({ text: 'c', channel_id: 2 });
    await send({ text: 'd' });
    expect(await send({ text: 'e', channel_id: 99 })).toContain('"code":407');
    expect(await send({ text: 'e', channel_id: '2' })).toContain('"code":120');
    expect(nas.posts('general').map(({ text }) => text)).toEqual(['a', 'b', 'd']);
    expect(nas.posts('labb').map(({ text }) => text)).toEqual(['b', 'c']);
  });
});

describe('the length of a text', () => {
  it.each([
    ['codepoint', '😀é'],
    ['utf16', '😀'],
    ['byte', ''],
  ] as const)('counted by %s', (lengthUnit, cut) => {
    const limits = { lengthUnit, maxTextLength: lengthUnit === 'byte' ? 3 : 2 };
    expect(fitText('😀é!', { ...limits, tooLong: 'reject' })).toBeUndefined();
    expect(fitText('😀é!', { ...limits, tooLong: 'truncate' })).toBe(cut);
  });
});
