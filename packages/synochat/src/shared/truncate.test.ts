import { describe, expect, it } from 'vitest';
import { link, plain, respond, truncate } from '../index.ts';

const lengthOf = (text: string) => Array.from(text).length;

describe('truncate', () => {
  it('leaves a text alone that fits into a post', () => {
    for (const text of ['', 'a', 'x'.repeat(2000), '😀'.repeat(2000), '\ud83d'.repeat(2000)])
      expect(truncate(text)).toBe(text);
  });

  it('cuts a longer one so that it fits, with … at its end', () => {
    expect(truncate('x'.repeat(2001))).toBe(`${'x'.repeat(1999)}…`);
    expect(truncate('😀'.repeat(2001))).toBe(`${'😀'.repeat(1999)}…`);
    expect(truncate('x'.repeat(1_000_000))).toHaveLength(2000);
    expect(truncate('one two', 5)).toBe('one…');
    expect(truncate('abc', 1)).toBe('…');
  });

  it("makes a reply of any stranger's text one that respond takes", () => {
    for (const text of ['<'.repeat(1990), 'x'.repeat(1990), '😀<'.repeat(5000), ' '.repeat(3000)])
      expect(respond(truncate(`mikael asks: ${plain(text)}`)).status).toBe(200);
  });

  it.each([
    ['a surrogate pair', 'ab😀😀', 3, 'ab…'],
    ['an accent', 'abe\u0301f', 4, 'ab…'],
    ['a family', 'ab👩‍👩‍👧c', 5, 'ab…'],
    ['a skin', 'ab👍🏽c', 4, 'ab…'],
    ['a flag', 'a🇸🇪🇳🇴c', 5, 'a🇸🇪…'],
    ['CRLF', 'abc\r\nd', 5, 'abc…'],
    ['a link', `see ${link('https://nas.local/a', 'the report')}, all`, 30, 'see…'],
  ])('does not cut inside %s', (_, text, maxLength, cut) => {
    expect(truncate(text, maxLength)).toBe(cut);
  });

  it('keeps a link that ends before the cut', () => {
    const shown = link('https://nas.local/a', 'the report');
    expect(truncate(`${shown} and more`, lengthOf(shown) + 5)).toBe(`${shown} and…`);
  });

  it('is never longer than asked, whatever the text', () => {
    const alphabet = ['a', ' ', '<', '\u0301', '😀', '\u200d', '👩', '🇸', '\ud83d', '\ude00', '\r\n', '<https://a|b>'];
    let seed = 1;
    const next = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
    for (let n = 0; n < 500; n++) {
      const text = Array.from({ length: next(40) }, () => alphabet[next(alphabet.length)]).join('');
      const maxLength = 1 + next(30);
      const cut = truncate(text, maxLength);
      expect(lengthOf(cut)).toBeLessThanOrEqual(maxLength);
      if (cut !== text) expect(text.startsWith(cut.slice(0, -1)) && cut.endsWith('…'), JSON.stringify(text)).toBe(true);
    }
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('takes no length of %s', (maxLength) => {
    expect(() => truncate('a', maxLength)).toThrow(RangeError);
  });
});
