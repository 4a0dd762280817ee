import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from './backtracking.ts';
import { property } from './property.ts';
import { countSteps } from './steps.ts';
import { text } from './texts.ts';

/** What the sources use, all of it. */
const patterns = [
  ...[/[^\s\u0085]/gu, /[^\s\u0085="“”„‟]+(?==)/uy, /[^\s\u0085]+/uy, /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i],
  ...[/^(--|\s*$)/, /(\w"\s*:\s*)(\d{16,})(?=\s*[,}])/g, /```[^\n`]*\n?$/, /^.*\s/su, /<https?:\/\/[^<>\n]*>/g],
  ...[/`+$/, /^(yes|true|on|1)$/i, /^(a|b)*[^"\\]$/, /^[a-z_]{1,30}$/, /(\s|"|%22)+$/],
];

describe('counted steps', () => {
  property(
    'are those of a matcher that finds what the runtime finds',
    [fc.constantFrom(...patterns), text],
    (pattern, of) => {
      const native = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ''));
      const found = native.exec(of);
      const start = found?.index ?? 0;
      const end = compile(pattern)(of, start, () => undefined);
      expect(end).toBe(found ? start + found[0].length : undefined);
    },
  );

  const work: Record<string, (text: string) => void> = {
    'a pattern that tries again at every character': (text) => /`+$/.test(text),
    'a pattern that can match in two ways': (text) => /^(`|``)*$/.test(text.slice(-31)),
    'what is left copied for every character': (text) => {
      for (let at = 0; at < text.length; at++) text.slice(at);
    },
    'a search from the beginning for every character': (text) => {
      for (const character of text) text.indexOf(`x${character}`);
    },
    'a list looked through for every entry': (text) => {
      const seen: string[] = [];
      for (const character of text) if (!seen.includes(`${character}${seen.length}`)) seen.push(character);
    },
  };

  it.each(Object.entries(work))('are too many for %s', (_, costly) => {
    const text = `${'`'.repeat(2000)}x`;
    const counting = () =>
      countSteps(() => {
        costly(text);
      }, 100 * text.length);
    expect(counting).toThrow('more than');
  });

  it('leave every function as it was, also when they were too many', () => {
    const owners: object[] = [RegExp.prototype, String.prototype, Array.prototype, JSON];
    const values = () =>
      owners.flatMap((owner) =>
        Reflect.ownKeys(owner).map((key) => Object.getOwnPropertyDescriptor(owner, key)?.value as unknown),
      );
    const before = values();
    expect(() => countSteps(() => 'abc'.repeat(9).split('a'), 10)).toThrow('more than');
    countSteps(() => 'abc'.split('a'), 10);
    expect(values().filter((value, n) => !Object.is(value, before[n]))).toEqual([]);
  });
});
