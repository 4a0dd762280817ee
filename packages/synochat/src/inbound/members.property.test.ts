import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { property } from '../../test/portable/property.ts';
import { units } from '../../test/portable/texts.ts';
import { readOnly, scan } from './scan.ts';

const invalid: unknown = expect.objectContaining({ code: 'body_invalid' });
const token = (body: string) => readOnly(scan(body), 'token');

/** Text as JSON, each of its characters maybe as an escape. */
const spelled = (word: string) =>
  fc
    .array(fc.boolean(), { minLength: word.length, maxLength: word.length })
    .map((escaped) =>
      Array.from({ length: word.length }, (_, at) =>
        escaped[at] ? `\\u${word.charCodeAt(at).toString(16).padStart(4, '0')}` : JSON.stringify(word[at]).slice(1, -1),
      ).join(''),
    )
    .map((inside) => `"${inside}"`);

const blanks = fc.constantFrom('', ' ', '\n\t ', '\r');
const name = fc
  .oneof(units, fc.constantFrom('text', '__proto__', 'a"b', 'a\\', '{', ']', ',', ':'))
  .filter((each) => each !== 'token');
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.constantFrom('"', '\\', '\\"', '{"token":"x"}', '],[', '\\\\"'),
);

describe('whatever the JSON object', () => {
  const members = fc.uniqueArray(fc.tuple(name, value), { selector: ([each]) => each, maxLength: 20 });

  property(
    'its token is the one that a parser finds, however it is spelled and wherever it stands',
    [
      members,
      spelled('token'),
      units.chain((right) => fc.tuple(fc.constant(right), spelled(right))),
      fc.nat(20),
      blanks,
    ],
    (others, tokenName, [right, tokenValue], place, blank) => {
      const all = others.map(([each, its]) => `${JSON.stringify(each)}${blank}:${blank}${JSON.stringify(its)}`);
      all.splice(place, 0, `${tokenName}${blank}:${blank}${tokenValue}`);
      const json = `${blank}{${blank}${all.join(`${blank},${blank}`)}${blank}}${blank}`;
      const parsed = JSON.parse(json) as Record<string, unknown>;

      const scanned = scan(json);

      expect(parsed['token']).toBe(right);
      expect(readOnly(scanned, 'token')).toBe(right);
      expect(scanned.names).toHaveLength(Object.keys(parsed).length);
      expect(Object.keys(scanned.open().values)).toEqual(Object.keys(parsed));
    },
  );

  property('two tokens are refused, in every spelling', [spelled('token'), spelled('token')], (one, other) => {
    expect(() => token(`{${one}:"right","a":{"token":"x"},${other}:"right"}`)).toThrow(invalid);
  });
});

describe('a JSON object', () => {
  it('may have 64 members, whatever is in them', () => {
    const members = Array.from(
      { length: 64 },
      (_, at) => `"${at}":${JSON.stringify(Array.from({ length: 9 }, String))}`,
    );
    expect(scan(`{${members.join()}}`).names).toHaveLength(64);
    expect(() => scan(`{${[...members, '"a":1'].join()}}`)).toThrow(invalid);
  });

  it('may have a text of any length, and 4,096 texts and characters outside of them', () => {
    const blanks = (count: number) => `{"token":"x","a":"${'y'.repeat(50_000)}"${' '.repeat(count)}}`;
    expect(scan(blanks(4096 - 9)).names).toEqual(['token', 'a']);
    expect(() => scan(blanks(4096 - 8))).toThrow(invalid);
    for (const piece of ['1,', '"",', '""', '[],', '9'])
      expect(() => scan(`{"token":"x","a":[${piece.repeat(5000)}1]}`)).toThrow(invalid);
  });

  it('has no token but a text at its top', () => {
    for (const other of ['null', '1', 'true', '["x"]', '{"token":"x"}'])
      expect(token(`{"token":${other},"a":{"token":"x"},"b":["token","x"]}`)).toBeUndefined();
  });

  it('is not parsed before its token was read', () => {
    const { parse } = JSON;
    const parsed: string[] = [];
    JSON.parse = (json: string, ...rest: []) => {
      parsed.push(json);
      return parse(json, ...rest) as unknown;
    };
    try {
      expect(token('{"a":[1],"token":"\\u0078","b":"\\u0079","c":{"d":1}}')).toBe('x');
    } finally {
      JSON.parse = parse;
    }
    expect(parsed).toEqual(['"\\u0078"']);
  });

  it('is refused when a member comes twice, by its name', () => {
    expect(scan('{"token":"x","text":"a","te\\u0078t":"b"}').open().repeated).toBe('text');
    expect(scan('{"token":"x","text":"a"}').open().repeated).toBeUndefined();
  });

  it.each([
    '{',
    '{"token',
    '{"token":"x"',
    '{"token":"x"]',
    '{"token":"x"}}',
    '{"token":"x",}',
    '{"token" "x"}',
    '{"token":"\\',
    '{"a\\q":1}',
    '{"token":"\\q"}',
    '{"token":"x","a":"\n"}',
  ])('that is broken is refused: %j', (json) => {
    const openAll = () => {
      token(json);
      scan(json).open();
    };
    expect(openAll).toThrow(invalid);
  });
});
