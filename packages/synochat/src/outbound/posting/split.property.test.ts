import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { property } from '../../../test/portable/property.ts';
import { units } from '../../../test/portable/texts.ts';
import { splitText } from '../../index.ts';

const codePoints = (text: string) => Array.from(text).length;
const fences = (text: string) => text.split('```').length - 1;

const links = fc.nat(30).map((length) => `<https://x.example/${'x'.repeat(length)}|a label>`);
const pieces = fc.oneof(
  units,
  links,
  fc.constantFrom('word ', 'a longer line\n', '\n', '```\n', '\n```', '```js\n', '`', ' '),
);
const long = fc.array(pieces, { maxLength: 60, size: 'max' }).map((all) => all.join(''));
const maxLength = fc.oneof(fc.integer({ min: 1, max: 80 }), fc.constant(2000));

/** Whether the parts are the text, but for pairs of a fence that closes a block at a cut and one that opens it again. */
function areTheText(parts: readonly string[], text: string): boolean {
  // Every way to read the cuts so far: where it is in the text, and whether the next part begins with a fence of ours.
  let readings = new Map([[0, [false]]]);
  for (const [n, part] of parts.entries()) {
    const closers = n === parts.length - 1 ? [''] : ['', '```', '\n```'];
    const next = new Map<number, boolean[]>();
    for (const [at, ways] of readings)
      for (const opener of ways.map((opened) => (opened ? '```\n' : '')))
        for (const closer of closers) {
          const content = part.slice(opener.length, part.length - closer.length);
          const fits = part.startsWith(opener) && part.endsWith(closer) && text.startsWith(content, at);
          const end = at + content.length;
          if (fits) next.set(end, [...new Set([...(next.get(end) ?? []), closer !== ''])]);
        }
    readings = next;
  }
  return readings.has(text.length);
}

describe('whatever the text, its parts', () => {
  property('are the text again when joined, but for the fences at cuts', [long, maxLength], (text, max) => {
    const parts = splitText(text, max);
    expect(max < 16 ? parts.join('') === text : areTheText(parts, text)).toBe(true);
  });

  property('fit, and none is empty', [long, maxLength], (text, max) => {
    const parts = splitText(text, max);
    expect(parts.filter((part) => codePoints(part) > max)).toEqual([]);
    if (text !== '') expect(parts).not.toContain('');
  });

  property('are not split again', [long, maxLength], (text, max) => {
    for (const part of splitText(text, max)) expect(splitText(part, max)).toEqual([part]);
  });

  property('are cut inside no character', [long, maxLength], (text, max) => {
    const halves = (each: string) => each.match(/\p{Surrogate}/gu)?.length ?? 0;
    const found = splitText(text, max).map(halves);
    expect(found.reduce((sum, each) => sum + each, 0)).toBe(halves(text));
  });

  const characters = (each: string) => Array.from(new Intl.Segmenter().segment(each), ({ segment }) => segment);
  const composed = fc.constantFrom(
    '🇩🇪',
    '🇯',
    '👩‍👩‍👧‍👦',
    'é',
    '1️⃣',
    '각',
    '\r\n',
    '\u0600',
    'क्षि',
    '\u200d',
    '漢',
    '。',
    'a',
    ' ',
  );
  const written = fc.array(composed, { maxLength: 80, size: 'max' }).map((all) => all.join(''));

  property('are cut inside no grapheme where each fits', [written, fc.integer({ min: 1, max: 40 })], (text, max) => {
    const graphemes = characters(text);
    fc.pre(graphemes.every((each) => codePoints(each) <= max));
    expect(splitText(text, max).flatMap(characters)).toEqual(graphemes);
  });

  property('have every code block closed', [long, fc.integer({ min: 16, max: 80 })], (text, max) => {
    // Four backticks and more may be read as a fence in two ways.
    fc.pre(!text.includes('````'));
    const open = splitText(text, max)
      .slice(0, -1)
      .filter((part) => fences(part) % 2 === 1);
    expect(open).toEqual([]);
  });

  property('hold every link whole that fits', [long, fc.integer({ min: 16, max: 80 })], (text, max) => {
    // In a block it is no link, and fences take room.
    fc.pre(!text.includes('```'));
    const parts = splitText(text, max);
    const whole = text.match(/<https?:\/\/[^<>\n]*>/g)?.filter((link) => codePoints(link) <= max) ?? [];
    expect(whole.filter((link) => !parts.some((part) => part.includes(link)))).toEqual([]);
  });

  property('are not many more than they have to be', [long, fc.integer({ min: 16, max: 80 })], (text, max) => {
    expect(splitText(text, max).length).toBeLessThanOrEqual(1 + Math.ceil((4 * codePoints(text)) / max));
  });
});
