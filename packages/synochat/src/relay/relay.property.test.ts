import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { property } from '../../test/portable/property.ts';
import { text as anyText } from '../../test/portable/texts.ts';
import { RequestError } from '../index.ts';
import * as relay from '../relay.ts';

const formats = [
  ...[relay.slack, relay.mattermost, relay.discord, relay.ntfy, relay.gotify, relay.apprise, relay.generic],
];
const pieces = [
  ...[
    '<',
    '>',
    '|',
    '&lt;',
    '&gt;',
    '&amp;',
    '<https://a.example|',
    '<http://b.example>',
    '[a](',
    '](https://c.example)',
    ')',
  ],
  ...[
    '<!here>',
    '<@U1|x>',
    '<!date^1|',
    '**',
    '*',
    '_',
    '`',
    '```',
    '\n',
    '\\',
    '@all ',
    '||',
    '<t:1:F>',
    '<b>',
    '</b>',
    '<a href="https://f.example">',
    '</a>',
    '<br>',
    'https://d.example/_x_ ',
  ],
];
const words = fc.oneof(
  anyText,
  fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((all) => all.join('')),
);
const address = fc.oneof(
  fc.webUrl(),
  words,
  fc.constantFrom('javascript:alert(1)', 'https://e.example', 'http://', 'attachment://x.png'),
);
const colour = fc.oneof(fc.constantFrom('good', '#d00', '1'), fc.integer(), words);

const optional = (members: Record<string, fc.Arbitrary<unknown>>) => fc.record(mapped(members), { requiredKeys: [] });

/** Any JSON, also an object whose own members hide those of its prototype: to convert it to a text or a number throws. */
const anyJson = fc.oneof(
  { arbitrary: fc.jsonValue({ maxDepth: 2 }), weight: 3 },
  { arbitrary: fc.constant({ toString: '', valueOf: '' }), weight: 1 },
);

/** Each member as it should be, or any JSON. */
function mapped(members: Record<string, fc.Arbitrary<unknown>>) {
  const entries = Object.entries(members).map(([name, value]) => [
    name,
    fc.oneof({ arbitrary: value, weight: 9 }, { arbitrary: anyJson, weight: 1 }),
  ]);
  return Object.fromEntries(entries) as Record<string, fc.Arbitrary<unknown>>;
}

const few = (item: fc.Arbitrary<unknown>) => fc.array(item, { maxLength: 3 });
const textObject = optional({ type: fc.constantFrom('mrkdwn', 'plain_text'), text: words });
const button = optional({ type: fc.constant('button'), text: fc.oneof(words, textObject), url: address, label: words });
const field = optional({ title: words, name: words, value: words });
const { richText } = fc.letrec((tie) => ({
  richText: optional({
    type: fc.constantFrom(
      'text',
      'link',
      'emoji',
      'rich_text_section',
      'rich_text_list',
      'rich_text_quote',
      'rich_text_preformatted',
    ),
    ...{ text: words, url: address, name: words, indent: fc.integer(), offset: fc.integer() },
    style: fc.oneof(
      fc.constantFrom('ordered', 'bullet'),
      optional({ bold: fc.boolean(), italic: fc.boolean(), code: fc.boolean() }),
    ),
    elements: fc.array(tie('richText'), { maxLength: 2 }),
  }),
}));
const block = optional({
  type: fc.constantFrom(
    'header',
    'section',
    'context',
    'actions',
    'image',
    'markdown',
    'rich_text',
    'divider',
    'video',
    'table',
  ),
  ...{
    text: fc.oneof(words, textObject),
    fields: few(textObject),
    accessory: button,
    image_url: address,
    alt_text: words,
  },
  elements: few(fc.oneof(button, textObject, richText)),
});
const attachment = optional({
  ...{ pretext: words, author_name: words, author_link: address, title: words, title_link: address, text: words },
  ...{ footer: words, fallback: words, color: colour, image_url: address, fields: few(field), actions: few(button) },
  blocks: few(block),
});
const embed = optional({
  ...{ title: words, url: address, description: words, color: colour, fields: few(field) },
  ...{
    author: optional({ name: words, url: address }),
    image: optional({ url: address }),
    footer: optional({ text: words }),
  },
});
const message = optional({
  ...{ text: words, fallback: words, username: words, attachments: few(attachment), blocks: few(block) },
  ...{ content: words, embeds: few(embed), components: few(optional({ content: words, components: few(button) })) },
  ...{ title: words, message: words, body: words, click: address, actions: few(button), tags: few(words), type: words },
  ...{
    priority: fc.integer(),
    severity: words,
    url: address,
    attachment: address,
    format: fc.constantFrom('markdown', 'text', 'html'),
  },
});
const options = optional({
  ...{ images: fc.constantFrom('link', 'file', 'none'), marks: fc.boolean(), mentions: fc.boolean() },
}) as fc.Arbitrary<relay.NotificationOptions>;

function read(body: string, format: relay.NotificationFormat, shown?: relay.NotificationOptions) {
  const req = new Request('http://relay.example/?sender=1', { method: 'POST', body });
  return relay.parseNotification(req, format, shown).catch((error: unknown) => {
    if (!(error instanceof RequestError)) throw error;
    return undefined;
  });
}

const format = fc.constantFrom(...formats);

describe('whatever a tool sends', () => {
  property(
    'is a message, or a RequestError',
    [fc.oneof(message, fc.jsonValue()), format, options],
    async (body, to, shown) => {
      const found = await read(JSON.stringify(body), to, shown);
      expect(found?.message.text ?? 'x').not.toBe(undefined);
      expect(found?.accepted().status ?? 200).toBeLessThan(300);
    },
  );

  property('as a text is a message, or a RequestError', [words, format], async (body, to) => {
    await read(body, to);
    await read(`payload=${encodeURIComponent(`{"text":"${body}",}`)}`, to);
  });

  property('has links only to addresses that it names', [message, format], async (body, to) => {
    const { text = '' } = (await read(JSON.stringify(body), to))?.message ?? {};
    const named = textsIn(body).map(bare);
    for (const [, linked = ''] of text.matchAll(/<(https?:[^|>]*)[|>]/g))
      expect(named.some((each) => each.includes(bare(linked)))).toBe(true);
  });

  property('has nothing in brackets but links, not even in code', [message, format], async (body, to) => {
    const { text = '' } = (await read(JSON.stringify(body), to))?.message ?? {};
    const rest = text.replace(/<https?:\/\/(?:[^<>]|<\u200b)*>/g, '');
    expect(rest).not.toMatch(/<(?:[!@#]|[a-z][a-z\d+.-]*:(?!:))/i);
  });

  property(
    'has at most maxText characters',
    [message, format, fc.integer({ min: 1, max: 300 })],
    async (body, to, maxText) => {
      const { text = '' } = (await read(JSON.stringify(body), to, { maxText }))?.message ?? {};
      expect(Array.from(text).length).toBeLessThanOrEqual(maxText);
    },
  );

  property('is the same each time', [message, format], async (body, to) => {
    const sent = JSON.stringify(body);
    expect((await read(sent, to))?.message).toEqual((await read(sent, to))?.message);
  });
});

/** Every text in the value. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** The text without entities, and without the characters that would end a link early, raw or encoded. */
function bare(text: string): string {
  const decoded = text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  return decoded.replace(/%[\da-f]{2}|[<>|`()\s\p{C}\ufffd]/giu, '');
}
