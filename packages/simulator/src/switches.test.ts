import { describe, expect, it } from 'vitest';
import { createSimulator } from './simulator.ts';
import { fitText } from './text-limit.ts';

describe('the switches', () => {
  it('have their defaults where nothing or undefined is given', () => {
    const { switches } = createSimulator({ rateInterval: 100, latency: undefined, origin: 'http://nas.example' });
    expect(switches).toMatchObject({ rateInterval: 100, latency: 0, maxTextLength: 2000, hookTimeout: 10_000 });
    expect('origin' in switches).toBe(false);
  });

  it('refuse a value out of range by name', () => {
    expect(() => createSimulator({ rateInterval: -1 })).toThrow(/^rateInterval: /u);
    expect(() => createSimulator({ hookTimeout: 0.5 })).toThrow(TypeError);
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
