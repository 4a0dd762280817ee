import { describe, expect, it } from 'vitest';
import { harmless, harmlessJson } from '../src/harmless.ts';

/** ESC, C1 controls that terminals take for escapes, DEL, BEL, NEL, separators, bidirectional controls, tags. */
const evil =
  '\u001b]0;t\u0007\u009b31m\u009d0;t\u009c\u007f\u0085\u2028\u2029\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u{e0041}\u{e0001}end';
const wanted = '👩\u200d👩\u200d👧 🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f} می\u200cخواهم';

describe('a text of a stranger', () => {
  it('keeps what people write with: joiners, flags, every script', () => {
    expect(harmless(wanted)).toBe(wanted);
    expect(harmless(evil)).toMatch(/^[^\p{Cc}]+end$/u);
    expect(harmless('\u{e0041}'.repeat(100_000))).toBe('\ufffd'.repeat(100_000));
  });

  it('is the same value in JSON, which holds none of it as it is', () => {
    const json = harmlessJson(JSON.stringify({ [evil]: evil + wanted }));
    expect(json).not.toMatch(/[\p{Cc}\u202e]|\u{e0041}/u);
    expect(JSON.parse(json)).toEqual({ [evil]: evil + wanted });
  });
});
