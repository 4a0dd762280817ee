import { describe, expect, it } from 'vitest';
import { type Block, parseMarkup } from './markup.ts';
import type { Inline } from './markup-inline.ts';

const text = (words: string): Inline => ({ kind: 'text', text: words });
const line = (...content: Inline[]): Block => ({ kind: 'text', content });
const link = (href: string, words = href): Inline => ({ kind: 'link', href, text: words });

/** Every text in the blocks, in parts of any kind. */
function wordsOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(wordsOf).join('');
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .map(([key, each]) => (key === 'text' && typeof each === 'string' ? each : wordsOf(each)))
    .join('');
}

describe('the markup of a message', () => {
  it.each<[string, Inline[]]>([
    ['plain', [text('plain')]],
    [
      '*bold* _italic_ ~strike~',
      [
        { kind: 'bold', content: [text('bold')] },
        text(' '),
        { kind: 'italic', content: [text('italic')] },
        text(' '),
        { kind: 'strike', content: [text('strike')] },
      ],
    ],
    ['*_both_*', [{ kind: 'bold', content: [{ kind: 'italic', content: [text('both')] }] }]],
    ['`*code*`', [{ kind: 'code', text: '*code*' }]],
    ['<https://a.example/|the *label*>', [link('https://a.example/', 'the *label*')]],
    ['<https://a.example/>', [link('https://a.example/')]],
    ['(see https://a.example/x).', [text('(see '), link('https://a.example/x'), text(').')]],
    ['https://a.example/x_(y)', [link('https://a.example/x_(y)')]],
    ['*https://a.example/*', [{ kind: 'bold', content: [link('https://a.example/')] }]],
    ['hi @ada.', [text('hi '), { kind: 'mention', name: 'ada' }, text('.')]],
    ['@u:3 and @here', [{ kind: 'mention', name: 'u:3', userId: 3 }, text(' and '), { kind: 'mention', name: 'here' }]],
    ['see #tag', [text('see '), { kind: 'tag', text: '#tag' }]],
    [':smile: 10:30:00 :nothing:', [{ kind: 'emoji', text: '😄', name: ':smile:' }, text(' 10:30:00 :nothing:')]],
  ])('%j is read', (message, content) => {
    expect(parseMarkup(message)).toEqual([line(...content)]);
  });

  it.each([
    '2 * 3 * 4',
    'snake_case_name',
    '*open',
    '**twice**'.slice(0, 4),
    'me@example.org',
    'a#b',
    '`',
    '```',
    '<b>bold</b>',
    '<javascript:alert(1)|x>',
    'javascript:alert(1)',
    '<img src=x onerror=alert(1)>',
    'https://',
    '<https://[|x>',
    '*over\nlines*',
  ])('%j stays unchanged', (message) => {
    expect(parseMarkup(message)).toEqual([line(text(message))]);
  });

  it('reads blocks of code, quotes and lists', () => {
    expect(parseMarkup('> one\n> two\n* a\n* *b*\nend ```\n*x*\n``` after')).toEqual([
      { kind: 'quote', blocks: [line(text('one\ntwo'))] },
      { kind: 'list', items: [[text('a')], [{ kind: 'bold', content: [text('b')] }]] },
      line(text('end ')),
      { kind: 'code', text: '*x*' },
      line(text(' after')),
    ]);
  });

  it('quotes the text after three marks, but not inside a block of code', () => {
    expect(parseMarkup('a\n>>> b\n```c```')).toEqual([
      line(text('a')),
      { kind: 'quote', blocks: [line(text('b')), { kind: 'code', text: 'c' }] },
    ]);
    expect(parseMarkup('```\n>>> b\n```')).toEqual([{ kind: 'code', text: '>>> b' }]);
  });

  it('is empty for an empty message', () => {
    expect(parseMarkup('')).toEqual([]);
  });

  it.each([
    '*',
    '_*~',
    '`',
    '```',
    '<',
    '<http://',
    'http://[',
    '@',
    '@a',
    '#a ',
    ':a',
    '> ',
    '>>>',
    '* ',
    '*a',
    '*a* ',
    ')',
  ])(
    'of a hundred thousand times %j is read fast and completely',
    (piece) => {
      const long = piece.repeat(100_000);
      const started = Date.now();
      const blocks = parseMarkup(long);
      expect(Date.now() - started).toBeLessThan(3_000);
      expect(blocks.length).toBeGreaterThan(0);
      expect(wordsOf(blocks).length).toBeLessThanOrEqual(long.length);
    },
    20_000,
  );
});
