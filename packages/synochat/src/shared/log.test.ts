import { describe, expect, it } from 'vitest';
import { watchErrors } from '../../test/portable/printed.ts';
import { logErrors } from './log.ts';

const printed = watchErrors();

describe('a logged error', () => {
  it('is one text with its name, message and stack', () => {
    logErrors(new RangeError('the oven is too small'));
    expect(printed()).toEqual([expect.stringMatching(/^RangeError: the oven is too small\n +at /)]);
  });

  it('names its causes, and the errors it is made of', () => {
    const burnt = new Error('no dinner', { cause: new Error('it is burnt') });
    logErrors(new AggregateError([burnt, 'no oven'], 'closed'));
    const order = ['closed', 'no dinner', 'it is burnt', 'no oven'];
    const places = order.map((text) => printed()[0]?.indexOf(text) ?? -1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  it('is followed by the error that came of reporting it, if there is one', () => {
    const fault = new Error('it burns');
    logErrors(fault, fault);
    logErrors(fault, 'nobody answers');
    expect(printed()).toEqual([
      expect.stringMatching(/^Error: it burns\n +at [^]*$/),
      expect.stringMatching(/^Error: it burns[^]*\nThen: "nobody answers"$/),
    ]);
    expect(printed()[0]).not.toContain('Then');
  });

  it.each([
    ['a string', '"a string"'],
    [7, '7'],
    [null, 'null'],
    [undefined, 'undefined'],
    [Symbol('sign'), 'Symbol(sign)'],
    [{ code: 'E1' }, '{"code":"E1"}'],
    [Object.create(null), '{}'],
  ])('may be any value that was thrown (%#)', (value, text) => {
    logErrors(value);
    expect(printed()).toEqual([text]);
  });

  it('may be the cause of itself, or hold properties that throw', () => {
    const circle = new Error('round');
    circle.cause = circle;
    logErrors(circle);
    const hidden = new Error('hidden');
    for (const key of ['stack', 'message', 'cause', 'toString', 'name'])
      Object.defineProperty(hidden, key, { get: () => expect.fail('do not look') });
    logErrors(hidden);
    logErrors({ toJSON: () => expect.fail('do not look') });
    expect(printed()[0]?.match(/Caused by/g)).toHaveLength(3);
    const unreadable = 'An error was thrown whose properties cannot be read';
    expect(printed().slice(1)).toEqual([unreadable, unreadable]);
  });

  it.each([
    ['https://nas.local/webapi/entry.cgi?api=x&token=%22secret%22&x=1', 'token=%22…%22&x=1'],
    ['https://nas.local/webapi/entry.cgi?token="secret"', 'token="…"'],
    ['https://nas.local/webapi/entry.cgi?token=secret', 'token=…'],
    ['redirect?to=https%3A%2F%2Fnas%2F%3Ftoken%3Dsecret%26x', 'token%3D…%26x'],
    ['{"token":"secret","text":"hi"}', '{"token":"…","text":"hi"}'],
    [`wrong: ${'secret'.padEnd(64, '0')}, or ${'secret'.padEnd(70, 'Z')}`, 'wrong: …, or …'],
  ])('shows no token: %#', (message, shown) => {
    logErrors(new Error(message, { cause: new Error(message, { cause: message }) }));
    expect(printed()[0]).not.toContain('secret');
    expect(printed()[0]).toContain(shown);
  });

  it('moves no cursor and turns no line, whatever a stranger has put into it', () => {
    logErrors(new Error('\u001b[2J\u009b1A\r\u0000\u202e\u2066\u200bend\n\tof it'));
    expect(printed()[0]).toContain('�[2J�1A�����end\n\tof it');
  });
});
