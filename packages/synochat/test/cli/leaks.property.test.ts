import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findLeak } from '../../cli/record/leaks.ts';

const letters = fc.constantFrom(
  'bcdfghjk',
  'äöüßéñ',
  'абвгд',
  'ΑΒΓΔΣς',
  '排程機器',
  'かきく',
  '한국어',
  'עברית',
  '😀🤖🎉',
  'ĳǆﬁ',
);
const name = fc.tuple(letters, fc.array(fc.nat(99), { minLength: 5, maxLength: 9 })).map(([all, at]) => {
  const each = Array.from(all);
  return at.map((n) => each[n % each.length] ?? '').join('');
});
const bytesOf = (text: string) => Array.from(new TextEncoder().encode(text));
const hexOf = (number: number, digits: number) => number.toString(16).padStart(digits, '0');
const unitsOf = (text: string) => Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
const pointsOf = (text: string) => Array.from(text, (each) => each.codePointAt(0) ?? 0);

/** Ways in which a file may hold a text. */
const spellings: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'in capitals': (text) => text.toUpperCase(),
  'in small letters': (text) => text.toLowerCase(),
  'decomposed (NFD)': (text) => text.normalize('NFD'),
  'composed (NFC)': (text) => text.normalize('NFC'),
  'percent-encoded': encodeURIComponent,
  'percent-encoded twice': (text) => encodeURIComponent(encodeURIComponent(text)),
  'percent-encoded in each byte, small': (text) =>
    bytesOf(text)
      .map((byte) => `%${hexOf(byte, 2)}`)
      .join(''),
  'percent-encoded in each byte, capital': (text) =>
    bytesOf(text)
      .map((byte) => `%${hexOf(byte, 2).toUpperCase()}`)
      .join(''),
  'as a JSON string of ASCII': (text) =>
    unitsOf(text)
      .map((unit) => `\\u${hexOf(unit, 4)}`)
      .join(''),
  'as a JSON string in a JSON string': (text) =>
    JSON.stringify(
      unitsOf(text)
        .map((unit) => `\\u${hexOf(unit, 4).toUpperCase()}`)
        .join(''),
    ),
  'as JSON in a form': (text) => encodeURIComponent(JSON.stringify({ text })),
  'as decimal HTML entities': (text) =>
    pointsOf(text)
      .map((point) => `&#${point};`)
      .join(''),
  'as hexadecimal HTML entities': (text) =>
    pointsOf(text)
      .map((point) => `&#x${hexOf(point, 4)};`)
      .join(''),
  'as HTML entities in a form': (text) =>
    encodeURIComponent(
      pointsOf(text)
        .map((point) => `&#${point};`)
        .join(''),
    ),
  'in base64': (text) => Buffer.from(text).toString('base64'),
  'in base64 after one byte': (text) => Buffer.from(`:${text}`).toString('base64'),
  'in base64 after two bytes': (text) => Buffer.from(`a:${text}!`).toString('base64'),
  'in base64 for URLs': (text) => Buffer.from(`~~${text}~~`).toString('base64url'),
  'in base64 in a form': (text) => encodeURIComponent(Buffer.from(`~${text}~`).toString('base64')),
  'in base64 in capitals': (text) => Buffer.from(text.toUpperCase()).toString('base64'),
  'in base64, decomposed': (text) => Buffer.from(text.normalize('NFD')).toString('base64'),
  'with a soft hyphen': (text) => `${text.slice(0, 2)}\u00ad${text.slice(2)}`.normalize('NFC'),
};

describe('a name in a text', () => {
  it.each(Object.keys(spellings))('is found %s', (how) => {
    fc.assert(
      fc.property(name, fc.constantFrom('', 'x=', '{"a":"'), (secret, before) => {
        expect(findLeak(`${before}${spellings[how]?.(secret) ?? ''}`, ['qqqqqqq', secret], [])).toBe(secret);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['müller.example', 'xn--mller-kva.example'],
    ['MÜLLER.example', 'xn--mller-kva.example'],
    ['例え.jp', 'XN--R8JZ45G.jp'],
    ['Jürgen', 'J&uuml;rgen'],
    ['Åsa & Zoë', '&Aring;sa &amp; Zo&euml;'],
    ['Straße', 'STRASSE'],
    ['ΝΙΚΟΣ', 'νικος'],
  ])('%s is found as %s', (secret, text) => {
    expect(findLeak(`a ${text} b`, [secret], [])).toBe(secret);
  });

  it('is not found in other texts, nor within an ordinary word', () => {
    fc.assert(
      fc.property(name, name, (secret, other) => {
        fc.pre(!other.toUpperCase().includes(secret.toUpperCase()));
        expect(findLeak(`say ${'z'.repeat(9)} 0123`, [secret], [])).toBeUndefined();
      }),
    );
    expect(findLeak('"channel_name":"x"', ['channel', 'nam'], ['channel_name'])).toBeUndefined();
    expect(findLeak('"channel_name":"channel"', ['channel'], ['channel_name'])).toBe('channel');
  });
});
