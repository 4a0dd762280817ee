import { describe, expect, it } from 'vitest';
import { toChatMarkup } from '../markup.ts';

describe("a model's Markdown in Chat's markup", () => {
  it.each([
    ['**bold** and __bold__', '*bold* and *bold*'],
    ['*italic* and _italic_', '_italic_ and _italic_'],
    ['**bold with *italic* in it**', '*bold with _italic_ in it*'],
    ['~~gone~~', '~gone~'],
    ['# Title', '*Title*'],
    ['### A **bold** title ###', '*A bold title*'],
    ['#tag and C# and # ', '#tag and C# and # '],
    ['- one\n* two\n  + three', '• one\n• two\n  • three'],
    ['2 * 3 * 4 = 24', '2 * 3 * 4 = 24'],
    ['snake_case_name and snake\\_case', 'snake_case_name and snake_case'],
    ['[a page](https://a.example/x_(y)?q=1)', '<https://a.example/x_(y)?q=1|a page>'],
    ['![a **cat**](https://a.example/c.png "Tom")', '<https://a.example/c.png|a cat>'],
    ['[https://a.example/](https://a.example/)', '<https://a.example/|https://a.example/>'],
    ['<https://a.example/>', 'https://a.example/'],
    ['`**code** <x>`', '`**code** <x>`'],
    ['```ts\nconst a = **b**; // [x](y)\n```\n**c**', '```\nconst a = **b**; // [x](y)\n```\n*c*'],
    ['```\n# no heading', '```\n# no heading'],
  ])('%j is %j', (markdown, markup) => {
    expect(toChatMarkup(markdown)).toBe(markup);
  });

  it.each([
    ['<http://evil.example|your bank>', '<\u200bhttp://evil.example|your bank>'],
    ['\\<http://evil.example|your bank>', '<\u200bhttp://evil.example|your bank>'],
    ['[x <http://evil.example|y>](https://a.example)', '<https://a.example|x <\u200bhttp://evil.example¦y›>'],
    ['[https://bank.example](http://evil.example)', 'https://bank.example (http://evil.example)'],
    ['[**bank.example**](http://evil.example)', 'bank.example (http://evil.example)'],
    ['[x](javascript:alert)', 'x (javascript:alert)'],
    ['# <http://evil.example|x>', '*<\u200bhttp://evil.example|x>*'],
    ['**<http://evil.example|x>**', '*<\u200bhttp://evil.example|x>*'],
  ])('%j does not pose as a link elsewhere', (markdown, markup) => {
    expect(toChatMarkup(markdown)).toBe(markup);
  });

  it('does not take longer and longer for odd input', () => {
    const odd = ['**', '*', '[', '_', '<', '~~', '`', '# ', '[a](', '**a*'].map((mark) => mark.repeat(4000));

    for (const text of odd) expect(toChatMarkup(text).length).toBeGreaterThan(0);
  }, 10_000);
});
