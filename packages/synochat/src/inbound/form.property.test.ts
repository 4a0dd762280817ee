import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { property } from '../../test/portable/property.ts';
import { text } from '../../test/portable/texts.ts';
import { scanForm } from './form.ts';
import { readOnly, scan } from './scan.ts';

/** The fields that are read of a form, by name, in order; a name that occurs twice has its last value. */
function read(body: string): [string, string][] {
  const scanned = scan(body);
  const { fields } = scanned.open();
  const token = readOnly(scanned, 'token');
  return [...Object.entries(fields), ...(token === undefined ? [] : [['token', token] as [string, string]])];
}

/** The fields as the standard reads them. Node reads U+6F22 beside a broken escape as its lower byte, but not where U+6F22 is escaped too. */
const standard = (body: string) => new URLSearchParams(body.replace(/[^\0-\x7F]+/g, encodeURIComponent));

const few = (body: string) => body.split('&').filter((piece) => piece !== '').length <= 64;

describe('whatever the form', () => {
  const escapes = fc.constantFrom(
    '%20',
    '%F0%9F%98%80',
    '%FF',
    '%zz',
    '%',
    '%4',
    '%ED%A0%80',
    '%C0%AE',
    '%EF%BB%BF',
    '%f0%9f',
  );
  const pieces = fc.oneof(escapes, fc.constantFrom('&', '&&', '=', '+', '__proto__', 'text', '漢', '\uFEFF'));
  const bodies = fc
    .array(fc.oneof(text, pieces, pieces))
    .map((all) => `x=1&${all.join('')}`)
    .filter((body) => few(body) && standard(body).getAll('token').length < 2);

  property('its fields are those that the standard reads in it', [bodies], (body) => {
    const pairs = [...standard(body)];
    const names = pairs.map(([name]) => name);
    const { repeated } = scan(body).open();
    expect(repeated !== undefined).toBe(new Set(names).size < names.length);
    expect(new Map(read(body))).toEqual(new Map(pairs));
  });

  const long = fc.tuple(fc.constantFrom('+', '%', '%ff', '%e6%bc', 'a+', '漢', '%00'), fc.nat(40), fc.boolean());
  property('a long one is read like a short one', [long, escapes], ([piece, thousands, isName], escape) => {
    const run = piece.repeat(thousands * 100) + escape;
    const body = isName ? `${run}=1` : `a=${run}&b=${run}`;
    expect(new Map(read(`x=1&${body}`))).toEqual(new Map(standard(`x=1&${body}`)));
  });
});

describe('the token of a form', () => {
  const escapedOrNot = (letter: string) => {
    const code = letter.charCodeAt(0).toString(16);
    return fc.constantFrom(letter, `%${code}`, `%${code.toUpperCase()}`);
  };
  const spelled = (word: string) => fc.tuple(...Array.from(word, escapedOrNot)).map((letters) => letters.join(''));

  property('is found however its name is spelled', [spelled('token'), spelled('right')], (name, value) => {
    expect(readOnly(scan(`a=1&${name}=${value}&b=2`), 'token')).toBe('right');
  });

  property(
    'is no token if there are two, however their names are spelled',
    [spelled('token'), spelled('token')],
    (one, other) => {
      const body = scan(`${one}=right&a=1&${other}=right`);
      expect(() => readOnly(body, 'token')).toThrow(expect.objectContaining({ code: 'body_invalid' }));
    },
  );

  it('is read without any other value, broken or not', () => {
    const { decodeURIComponent: real } = globalThis;
    const decoded: string[] = [];
    Object.assign(globalThis, {
      decodeURIComponent: (coded: string) => {
        decoded.push(coded);
        return real(coded);
      },
    });
    try {
      readOnly(scan('a=%31&token=%78&b=%ff&c=%zz'), 'token');
    } finally {
      Object.assign(globalThis, { decodeURIComponent: real });
    }
    expect(decoded).toEqual(['%78']);
  });
});

describe('a form', () => {
  it('may have 64 fields, and runs of ampersands between them', () => {
    const fields = Array.from({ length: 64 }, (_, at) => `${at}=1`);
    expect(scanForm(`&&&${fields.join('&&&')}&&&`).names).toHaveLength(64);
    expect(() => scanForm([...fields, 'a'].join('&'))).toThrow(expect.objectContaining({ code: 'body_invalid' }));
  });

  it('of broken escapes raises one exception at most', () => {
    const { decodeURIComponent: real } = globalThis;
    let thrown = 0;
    Object.assign(globalThis, {
      decodeURIComponent: (coded: string) => {
        try {
          return real(coded);
        } catch (error) {
          thrown++;
          throw error;
        }
      },
    });
    try {
      scanForm(Array.from({ length: 64 }, (_, at) => `%ff${at}=%zz`).join('&')).open();
    } finally {
      Object.assign(globalThis, { decodeURIComponent: real });
    }
    expect(thrown).toBe(1);
  });
});
