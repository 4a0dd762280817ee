import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toChatMarkup } from './markup.ts';

const shown = (markdown: string) => toChatMarkup(markdown, 'markdown');

describe("a model's Markdown in Chat's markup", () => {
  it.each([
    ['**bold** and __bold__', '*bold* and *bold*'],
    ['*italic* and _italic_', '_italic_ and _italic_'],
    ['**bold with *italic* in it**', '*bold with _italic_ in it*'],
    ['~~gone~~', '~gone~'],
    [
      'a ![](https://a.example/x.jpg) [](https://b.example) [] b',
      'a <https://a.example/x.jpg> <https://b.example> [] b',
    ],
    ['***both***', '*_both_*'],
    ['*italic with **bold** in it*', '_italic with *bold* in it_'],
    ['**bold with `code` in it**', '*bold with `code` in it*'],
    ['**a *b** c*', '*a *b* c*'],
    ['**', '**'],
    ['____ and ****', '____ and ****'],
    ['# Title', '*Title*'],
    ['# Title #', '*Title*'],
    ['# C#', '*C#*'],
    ['## A `**code**` and *more* ##', '*A `**code**` and _more_*'],
    ['# Title\r\n\r\n- one\r\n- two\r\n', '*Title*\n\n• one\n• two\n'],
    ['# Title\rText', '*Title*\nText'],
    ['```ts\r\nconst a = 1;\r\n```\r\n', '```\nconst a = 1;\n```\n'],
    ['### A **bold** title ###', '*A bold title*'],
    ['#tag and C# and # ', '#tag and C# and # '],
    ['- one\n* two\n  + three', '• one\n• two\n  • three'],
    ['-# small\n---\n***', 'small\n—\n—'],
    ['[`abc1`](https://a.example/c)', '<https://a.example/c|abc1>'],
    ['2 * 3 * 4 = 24', '2 * 3 * 4 = 24'],
    ['snake_case_name and snake\\_case', 'snake_case_name and snake_case'],
    ['[a page](https://a.example/x_(y)?q=1)', '<https://a.example/x_(y)?q=1|a page>'],
    ['![a **cat**](https://a.example/c.png "Tom")', '<https://a.example/c.png|a cat>'],
    ['[https://a.example/](https://a.example/)', '<https://a.example/>'],
    ['<https://a.example/>', 'https://a.example/'],
    ['`**code** <x>`', '`**code** <x>`'],
    ['```ts\nconst a = **b**; // [x](y)\n```\n**c**', '```\nconst a = **b**; // [x](y)\n```\n*c*'],
    ['```\n# no heading', '```\n# no heading'],
    // Found by comparison with mdast-util-from-markdown.
    ['~~~js\n**a**\n~~~\n**b**', '```\n**a**\n```\n*b*'],
    ['***Note:** text*', '_*Note:* text_'],
    ['**_a** b_', '*_a* b_'],
    ['*_x_* and **__x__**', '_x_ and *x*'],
    ['2*3*4', '2*3*4'],
    ['Title\n===', 'Title\n—'],
    ['> # a\n> > - b', '> *a*\n> > • b'],
    ['a\\\nb', 'a\nb'],
    [
      "[t]( https://a.example ) [u](<https://a.example/a b>) [v](https://a.example 'w')",
      '<https://a.example|t> <https://a.example/a%20b|u> <https://a.example|v>',
    ],
    ['[![badge](https://i.example/b.png)](https://l.example)', '<https://l.example|badge>'],
    ['[a \\[b\\]](https://a.example)', '<https://a.example|a [b]>'],
    ['a | b\n--- | :-:\n1 | 2', 'a | b\n—\n1 | 2'],
    ['| a \\| b | c |', 'a | b · c'],
    ['[*a* __b__ c_d](https://a.example)', '<https://a.example|a b c_d>'],
    ['[a](https://a.example/?b=1&amp;c=2)', '<https://a.example/?b=1&c=2|a>'],
    ['[a\nb](https://a.example) **c \nd** **e** f\ng **h**', '<https://a.example|a b> *c*\n*d* *e* f\ng *h*'],
    ['``a`` and `b`', '`a` and `b`'],
    ['&lt;b&gt; &amp;amp; &#39;c&#x27; &quot;d&quot; &unknown; &#8238;', '<\u200bb> &amp; \'c\' "d" &unknown; '],
  ])('%j is %j', (markdown, markup) => {
    expect(shown(markdown)).toBe(markup);
  });

  it.each([
    ['<http://evil.example|your bank>', '<\u200bhttp://evil.example|your bank>'],
    ['\\<http://evil.example|your bank>', '<\u200bhttp://evil.example|your bank>'],
    ['[x <http://evil.example|y>](https://a.example)', 'x <\u200bhttp://evil.example|y> (<https://a.example>)'],
    ['[https://bank.example](http://evil.example)', 'https://bank.example (<http://evil.example>)'],
    ['[**bank.example**](http://evil.example)', 'bank.example (<http://evil.example>)'],
    ['[x](javascript:alert)', 'x (javascript:alert)'],
    ['# <http://evil.example|x>', '*<\u200bhttp://evil.example|x>*'],
    ['**<http://evil.example|x>**', '*<\u200bhttp://evil.example|x>*'],
  ])('%j does not pose as a link elsewhere', (markdown, markup) => {
    expect(shown(markdown)).toBe(markup);
  });

  it.each(['# a', '# ', '[a](b "', '*a', '`', '\r\n'])('of 100 000 characters is there soon: %j', (mark) => {
    expect(shown(mark.repeat(100_000 / mark.length)).length).toBeGreaterThan(0);
  });
});

/** Pieces of Markdown that begin something and do not end it: a stranger can have a model repeat them. */
const pieces = [
  ...['# ', '## ', '#', ' ', '  ', '\n', '\r\n', '\r', '*', '**', '***', '_', '__', '~~', '`', '```', '- ', '+ ', '\\'],
  ...['[', ']', '[a](', '](', '(', ')', '![', '"', ' "', '<', '>', '|', '<https://', 'https://a.example', 'a', 'b.cc'],
];
const hostile = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 12 }).map((chosen) => chosen.join(''));

describe('whatever a model writes', () => {
  it('is the same with the line ends of another system', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const lines = text.replace(/\r\n?/g, '\n');
        for (const end of ['\r\n', '\r']) expect(shown(lines.replaceAll('\n', end))).toBe(shown(lines));
      }),
    );
  });

  it('keeps every letter and number, in order', () => {
    const words = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '');
    const mark = fc.constantFrom('*', '**', '***', '_', '__', '~~', '#', '# ', ' ', '\n', '\r\n', '- ', '<', 'é1');
    fc.assert(
      fc.property(fc.array(mark, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        expect(words(shown(text))).toBe(words(text));
      }),
    );
  });

  it('has no link but to an address that it names or shows', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const outside = shown(text.replaceAll('`', ''));
        for (const [, address] of outside.matchAll(/<(?!\u200b)([^|>]*)/g)) expect(address).toMatch(/^https?:\/\//);
        for (const [, label] of outside.matchAll(/<https?:[^|]*\|([^>]*)>/g)) expect(label).not.toMatch(/^b\.cc/);
      }),
    );
  });
});
