import { describe, expect, it } from 'vitest';
import { splitText } from '../../index.ts';
import { splitMessage } from './split.ts';

const codePoints = (text: string) => Array.from(text).length;
/** The parts joined, without the fences that were put in at the cuts. */
const joined = (parts: readonly string[]) =>
  parts
    .join('\u0000')
    .replaceAll(/\n?```\0```\n/g, '')
    .replaceAll('\0', '');

describe('a text', () => {
  it('that fits stays whole, and so does none', () => {
    expect(splitText('x'.repeat(2000))).toEqual(['x'.repeat(2000)]);
    expect(splitText('')).toEqual(['']);
  });

  it('is cut at the end of a line where there is one in the second half', () => {
    expect(splitText('one two\nthree four\nfive', 14)).toEqual(['one two\n', 'three four\n', 'five']);
  });

  it('is cut at the end of a word where there is no line', () => {
    expect(splitText('one\ntwo three four five', 14)).toEqual(['one\ntwo three ', 'four five']);
  });

  it('is rather cut inside a word than after a few characters', () => {
    expect(splitText(`Note: ${'x'.repeat(20)}`, 16)).toEqual(['Note: xxxxxxxxxx', 'xxxxxxxxxx']);
  });

  it('is cut inside a word that is longer than a part, never inside a surrogate pair', () => {
    expect(splitText('abcdefgh', 3)).toEqual(['abc', 'def', 'gh']);
    expect(splitText('😀'.repeat(5), 2)).toEqual(['😀😀', '😀😀', '😀']);
    expect(splitText(`a${'😀'.repeat(3)}`, 2)).toEqual(['a😀', '😀😀']);
  });

  it('in Chinese or Japanese is cut after a mark of a sentence, and after the bracket behind it', () => {
    expect(splitText('今日は天気がいいです。明日は雨でしょう。', 16)).toEqual([
      '今日は天気がいいです。',
      '明日は雨でしょう。',
    ]);
    expect(splitText('彼は「行きます。」と言いました', 12)).toEqual(['彼は「行きます。」', 'と言いました']);
    for (const mark of '。！？；，、')
      expect(splitText(`漢字漢字${mark}漢字漢字`, 7)).toEqual([`漢字漢字${mark}`, '漢字漢字']);
    expect(splitText('漢字。漢字漢字漢字漢字', 8)).toEqual(['漢字。漢字漢字漢', '字漢字']);
  });

  it.each([
    ['flags', '🇩🇪🇫🇷🇯🇵', 3],
    ['accents', 'ae\u0301e\u0301', 2],
    ['a family', 'ab👩‍👩‍👧‍👦cd', 8],
    ['keycaps', '1️⃣2️⃣3️⃣', 5],
    ['skin tones', 'a👍🏽b👍🏽c', 4],
    ['syllables of Hangul', '\u1112\u1161\u11ab\u1100\u1173\u11af', 4],
    ['ends of lines', 'a\r\nb', 2],
    ['an accent after a blank', 'a \u0301b', 2],
  ])('is cut inside no character of several code points: %s', (_, text, max) => {
    const parts = splitText(text, max);
    expect(parts.join('')).toBe(text);
    const inParts = parts.flatMap((part) => Array.from(new Intl.Segmenter().segment(part), ({ segment }) => segment));
    expect(inParts).toEqual(Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment));
  });

  it('of one character that is longer than a part is cut all the same, in parts that fit', () => {
    const hostile = `e${'\u0301'.repeat(10_000)}`;
    const parts = splitText(hostile);
    expect(parts.map(codePoints)).toEqual([2000, 2000, 2000, 2000, 2000, 1]);
    expect(parts.join('')).toBe(hostile);
    expect(splitText(`word ${hostile}`).map(codePoints)).toEqual([5, 2000, 2000, 2000, 2000, 2000, 1]);
  });

  it('counts code points, not UTF-16 units', () => {
    expect(splitText('😀'.repeat(2000))).toHaveLength(1);
    expect(splitText('😀'.repeat(2001)).map(codePoints)).toEqual([2000, 1]);
  });

  it('keeps a link together also where an accent follows it', () => {
    expect(splitText('see <https://x.example/|a b>\u0301 there', 24)).toEqual([
      'see ',
      '<https://x.example/|a b>',
      '\u0301 there',
    ]);
  });

  it('keeps a link with its label together', () => {
    const link = '<https://example.com/report|the whole report>';
    expect(splitText(`please read ${link} today`, 50)).toEqual(['please read ', `${link} `, 'today']);
    expect(joined(splitText(link, 20))).toBe(link);
    const [first] = splitText(`<https://x.example/|the report>${'漢'.repeat(3000)}`);
    expect(first).toMatch(/^<https:\/\/x.example\/\|the report>漢+$/);
  });

  it.each([0, -1, 1.5, Number.NaN, Infinity])('cannot be split into parts of %d', (length) => {
    expect(() => splitText('x', length)).toThrow(RangeError);
  });
});

describe('a code block', () => {
  it('that is cut is closed, and opened again in the next part', () => {
    expect(splitText('before\n```\nconst a = 1;\nconst b = 2;\nconst c = 3;\n```\nafter', 41)).toEqual([
      'before\n```\nconst a = 1;\nconst b = 2;\n```',
      '```\nconst c = 3;\n```\nafter',
    ]);
  });

  it('keeps its indentation at a cut', () => {
    expect(splitText('```\nif (a)\n    b();\n    c();\n    d();\n```', 26)).toEqual([
      '```\nif (a)\n    b();\n```',
      '```\n    c();\n    d();\n```',
    ]);
  });

  it('of one long line is cut in the line, and is never empty', () => {
    const parts = splitText(`\`\`\`json\n${'x'.repeat(3000)}\n\`\`\``);
    expect(parts.map((part) => part.replace(/x+/, 'x'))).toEqual(['```json\nx\n```', '```\nx\n```']);
    expect(parts.map(codePoints)).toEqual([2000, 1020]);
  });

  it('is not empty at a cut: it moves to the next part, or ends in this one', () => {
    expect(splitText('a line before it\n```js\ncode();\n```', 24)).toEqual([
      'a line before it\n',
      '```js\ncode();\n```',
    ]);
    expect(splitText('```\n12345678\n123\n``` after it', 21)).toEqual(['```\n12345678\n123\n```', ' after it']);
  });
});

describe('whatever the text', () => {
  // Always the same sequence.
  function* numbers() {
    for (let seed = 42; ; ) {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      yield seed / 2 ** 31;
    }
  }

  it('no part is too long or empty, nothing is lost, and every block is closed', () => {
    const random = numbers();
    const next = (below: number) => Math.floor((random.next().value ?? 0) * below);
    const pieces = ['a', 'bc ', ' ', '\n', '`', '```', '```js\n', '<https://x|', '<', '>', '😀', '\ud83d', 'é', '  '];
    for (let run = 0; run < 4000; run++) {
      const text = Array.from({ length: next(60) }, () => pieces[next(pieces.length)] ?? '').join('');
      const max = 1 + next(40);
      const parts = splitText(text, max);
      const [last] = parts.slice(-1);
      expect(parts.filter((part) => codePoints(part) > max || (part === '' && text !== ''))).toEqual([]);
      if (max < 16) expect(parts.join('')).toBe(text);
      else expect(joined(parts).replaceAll('\n', '')).toBe(text.replaceAll('\n', ''));
      const blocks = parts.filter((part) => part !== last && part.split('```').length % 2 === 0);
      // Four backticks and more may be read as a fence in two ways.
      if (max >= 16 && !text.includes('````')) expect(blocks).toEqual([]);
    }
  });
});

describe('a message in parts', () => {
  const attachments = [{ callbackId: 'c', text: 't', buttons: [] }];

  it('has its file with the first and its buttons with the last', () => {
    const fileUrl = 'http://files.example/a.png';
    expect(splitMessage({ text: 'one two three', fileUrl, attachments }, 5)).toEqual([
      { text: 'one ', fileUrl },
      { text: 'two ' },
      { text: 'three', attachments },
    ]);
  });

  it('that fits is the very same', () => {
    const message = { text: 'one', attachments };
    expect(splitMessage(message, 5)[0]).toBe(message);
  });

  it('has no part of blanks', () => {
    expect(splitMessage({ text: `${'x'.repeat(5)}\n\n\n`, attachments }, 5)).toEqual([{ text: 'xxxxx', attachments }]);
    const fileUrl = 'http://files.example/a.png';
    expect(splitMessage({ text: ' '.repeat(9), fileUrl }, 5)).toEqual([{ text: '', fileUrl }]);
  });
});
