import { stringifyMarkdown } from 'chat';
import { describe, expect, it } from 'vitest';
import { SynologyFormatConverter } from '../src/index.ts';

const converter = new SynologyFormatConverter();
const toMarkdown = (text: string) => stringifyMarkdown(converter.toAst(text)).trim();

describe('a text in Markdown', () => {
  it.each([
    ['a heading with bold words', '# A **b**\nc', '*A b*\n\nc'],
    ['marks within each other', '**a *b* ~~c~~ __d__**', '*a _b_ ~c~ d*'],
    ['lists', '- a\n  1. b\n  2. c\n- [x] d\n- [ ] e', '• a\n  1. b\n  2. c\n• ☑ d\n• ☐ e'],
    ['a quote', '> a\n>\n> b', '> a\n> \n> b'],
    ['a table', '| a | b |\n| - | - |\n| 1 | **2** |', 'a · b\n1 · *2*'],
    ['a line', 'a\n\n---\n\nb', 'a\n\n—\n\nb'],
    ['code', '`a*b*`\n\n```js\nx < y\n```', '`a*b*`\n\n```\nx < y\n```'],
    ['code that would end too soon', '````\n```\n````', "```\n'''\n```"],
    ['code that looks like a link', '`<https://a.example|b>`', '`<\u200bhttps://a.example|b>`'],
    ['links', '[a **b**](https://a.example) <https://b.example>', '<https://a.example|a b> <https://b.example>'],
    ['an address without brackets', 'see https://a.example/b.', 'see <https://a.example/b>.'],
    ['an address of mail', 'to ada@a.example', 'to ada@a.example'],
    [
      'links whose addresses are at the end',
      '[a **b**][1], [c] ![d][1]\n\n[1]: https://a.example\n[C]: https://c.example',
      '<https://a.example|a b>, <https://c.example|c> <https://a.example|d>',
    ],
    ['addresses of links that are elsewhere', '[1]: https://a.example', '[1]: <https://a.example>'],
    ['a footnote', 'a[^1]\n\n[^1]: b *c*', 'a[1]\n\n[1]: b _c_'],
    ['an image', '![a](https://a.example/b.png)', '<https://a.example/b.png|a>'],
    [
      'a label that poses',
      '[https://bank.example](http://evil.example)',
      'https://bank.example (<http://evil.example>)',
    ],
    ['another scheme', '[a](javascript:b)', 'a (javascript:b)'],
    ["Chat's own markup", 'x <https://a.example/d|b> \\<c', 'x <https://a.example/d%7Cb> <\u200bc'],
    ['HTML', 'a <b>c</b>', 'a <\u200bb>c<\u200b/b>'],
    ['escaped marks, as text', '1\\. a \\# b', '1. a # b'],
  ])('shows %s', (_, markdown, shown) => {
    expect(converter.fromMarkdown(markdown)).toBe(shown);
  });
});

describe('a text of Chat', () => {
  it.each([
    ['bold, italic and struck words', 'a *b* _c_ ~d~', 'a **b** *c* ~~d~~'],
    [
      'links',
      '<https://a.example|the log> and <https://b.example> and https://c.example/x.',
      '[the log](https://a.example) and <https://b.example> and <https://c.example/x>.',
    ],
    ['code', '`a*b*`\n\n```\n*x*\n```', '`a*b*`\n\n```\n*x*\n```'],
    ['paragraphs', 'a\n\nb\nc', 'a\n\nb\nc'],
    ['words that hold the marks', 'snake_case 2*3*4 ~ a', 'snake_case 2\\*3\\*4 \\~ a'],
  ])('has a tree of %s', (_, text, markdown) => {
    expect(toMarkdown(text)).toBe(markdown);
  });

  it('does not become Markdown that its author wrote: Chat shows it as it is', () => {
    const tree = converter.toAst('[https://bank.example](http://evil.example) # x **y**');

    expect(JSON.stringify(tree)).not.toContain('"url":"http://evil.example)"');
    expect(converter.fromAst(tree)).not.toMatch(/<http:\/\/evil\.example[^>]*\|/);
  });

  it('is the same text again after its tree', () => {
    for (const text of ['a *b* _c_ ~d~ `e`', '<https://a.example|the log>', '```\nx\n```', 'a\n\nb'])
      expect(converter.fromAst(converter.toAst(text))).toBe(text);
  });
});
