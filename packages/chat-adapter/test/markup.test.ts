import { stringifyMarkdown } from 'chat';
import { describe, expect, it } from 'vitest';
import { SynologyFormatConverter } from '../src/index.ts';

const converter = new SynologyFormatConverter();
const toMarkdown = (text: string) => stringifyMarkdown(converter.toAst(text)).trim();

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
