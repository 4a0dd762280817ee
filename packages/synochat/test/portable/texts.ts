import fc from 'fast-check';

/** Pieces that mean something to one of the parsers, or to whoever counts characters. */
export const telling = [
  ...[
    '"',
    '“',
    '”',
    '„',
    '‟',
    ...['＂', '〞', '「', '」', '『', '』', '«', '»', '＝', '４', '—'],
    '\\',
    "'",
    '=',
    '/',
    ' ',
    '\n',
    '\u0085',
    '\u00a0',
    '\ufeff',
    '\0',
    '+',
    '%',
    '%00',
    '%22',
    '&',
    ';',
    '; filename="',
    "; filename*=UTF-8''",
  ],
  ...['`', '```', '```js\n', '<', '>', '|', '<https://x.example/', '{', '}', '[', ':', ',', '-', '0', '1', 'a', 'help'],
  ...['é', 'e\u0301', '漢', '😀', '👩‍👩‍👧', '\u200b', '\u202e', '{"token":', 'a":1234567890123456789', 'constructor'],
];

/** Any text of Unicode: what a chat user can type. */
export const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom(...telling), { maxLength: 20 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
);

/** Any string of JavaScript: surrogates stand alone in it too. */
export const units = fc.oneof(
  text,
  fc
    .array(fc.oneof(fc.nat(0xff_ff), fc.integer({ min: 0xd8_00, max: 0xdf_ff })), { maxLength: 12 })
    .map((codes) => String.fromCharCode(...codes)),
);

/** As UTF-8 carries it: a surrogate that stands alone becomes U+FFFD. */
export function carried(text: string): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(text));
}
