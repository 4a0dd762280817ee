import { describe, expect, it } from 'vitest';
import * as relay from '../relay.ts';

type Format = 'slack' | 'mattermost' | 'discord' | 'ntfy' | 'gotify' | 'apprise' | 'generic';

function read(format: Format, body: unknown, options?: relay.NotificationOptions, query = '') {
  const req = new Request(`http://relay.example/${query}`, { method: 'POST', body: JSON.stringify(body) });
  return relay.parseNotification(req, relay[format], options).then(({ message }) => message);
}

const text = async (...args: Parameters<typeof read>) => (await read(...args)).text;
const attachments = (...list: unknown[]) => ({ attachments: list });

describe('a message of Slack', () => {
  it('shows its text, or else its fallback', async () => {
    expect(await text('slack', { text: 'a', fallback: 'b' })).toBe('a');
    expect(await text('slack', { text: '', fallback: 'b' })).toBe('b');
    expect(await text('slack', attachments({ fallback: 'c', color: 'good' }))).toBe('🟢 c');
    expect(await text('slack', attachments({ fallback: 'c', title: 'd' }))).toBe('*d*');
  });

  it('shows the parts of an attachment in order, without times and icons', async () => {
    const whole = {
      ...{ pretext: 'p', author_name: 'ada', author_link: 'https://a.example/ada', title: 't', text: 'x', footer: 'f' },
      ...{ ts: 1, footer_icon: 'https://i.example', thumb_url: 'https://t.example', author_icon: 'https://u.example' },
      ...{ fields: [{ title: 'A', value: 'b' }], image_url: 'https://i.example/a.png' },
      actions: [
        { type: 'button', text: 'Open', url: 'https://b.example' },
        { type: 'button', text: 'Ack', value: '1' },
      ],
    };
    expect(await text('slack', attachments(whole))).toBe(
      'p\n<https://a.example/ada|ada>\n*t*\nx\n*A:* b\n<https://i.example/a.png|🖼 image>\n<https://b.example|Open>\n_f_',
    );
  });

  it.each([
    ['equal', 'Disk full', { title: 'nas', text: 'Disk *full*' }, '*nas*\nDisk *full*'],
    ['within the text of an attachment', 'Disk full', { text: 'nas: Disk full.' }, 'nas: Disk full.'],
    [
      'around the text of an attachment',
      'Alert: Disk full',
      { title: 'nas', text: 'Disk full' },
      'Alert: Disk full\n*nas*',
    ],
    [
      'in the field Message',
      'Disk full',
      { fields: [{ title: 'Message', value: 'Disk full' }] },
      '*Message:* Disk full',
    ],
    [
      'the title',
      'Disk full',
      { title: 'Disk full', title_link: 'https://a.example' },
      '<https://a.example|Disk full>',
    ],
    ['the title with an emoji', 'Disk full', { title: ':x: Disk full ⚠️' }, '*:x: Disk full ⚠️*'],
    ['the title and the text', 'nas\nDisk full', { title: 'nas', text: 'Disk full' }, '*nas*\nDisk full'],
  ])('that says a sentence twice shows it once: %s', async (_, lead, attachment, shown) => {
    expect(await text('slack', { text: lead, ...attachments(attachment) })).toBe(shown);
  });

  it.each([
    ['part of a word', { text: 'OK', ...attachments({ text: 'TOKYO' }) }, 'OK\nTOKYO'],
    [
      'a field',
      { text: 'full', ...attachments({ fields: [{ title: 'State', value: 'full' }] }) },
      'full\n*State:* full',
    ],
    ['a title without its emoji', { text: '❌ full', ...attachments({ title: 'full' }) }, '❌ full\n*full*'],
    ['a footer', { text: 'shop', ...attachments({ footer: 'shop' }) }, 'shop\n_shop_'],
    ['a title', { text: 'nas is full', ...attachments({ title: 'nas' }) }, 'nas is full\n*nas*'],
    [
      'another attachment',
      attachments({ title: 'a', text: 'is down' }, { title: 'b', text: 'is down' }),
      '*a*\nis down\n\n*b*\nis down',
    ],
  ])('keeps what is only like %s', async (_, body, shown) => {
    expect(await text('slack', body)).toBe(shown);
  });

  it('shows fields on one line, a value of several lines below its title, and a value without a title alone', async () => {
    const fields = [
      { title: 'A:', value: 1 },
      { title: 'B', value: 'b\nc' },
      { value: 'd' },
      { title: 'E', value: '' },
      { title: 'F', value: { g: [1, null] } },
      { title: 'H', value: ['i', 'j'] },
    ];
    expect(await text('slack', attachments({ fields }))).toBe(
      '*A:* 1\n*B:*\nb\nc\nd\n*E*\n*F:* {"g":[1,null]}\n*H:* i, j',
    );
  });

  it.each([
    ['good', '🟢 x'],
    ['warning', '🟠 x'],
    ['danger', '🔴 x'],
    ['#DD0000', '🔴 x'],
    ['36a64f', '🟢 x'],
    ['#f90', '🟠 x'],
    [0xe74c3c, '🔴 x'],
    ['15158332', '🔴 x'],
    ['#439FE0', 'x'],
    ['#888888', 'x'],
    ['', 'x'],
    [null, 'x'],
    [{}, 'x'],
  ])('with the colour %j begins with its mark', async (color, shown) => {
    expect(await text('slack', attachments({ color, text: 'x' }))).toBe(shown);
  });

  it('has no mark before an emoji, and none if the marks are off', async () => {
    expect(await text('slack', attachments({ color: 'danger', title: '❌ x' }))).toBe('*❌ x*');
    expect(await text('slack', attachments({ color: 'danger', text: ':fire: x' }))).toBe(':fire: x');
    expect(await text('slack', attachments({ color: 'danger', text: 'x' }), { marks: false })).toBe('x');
  });

  it('has one mark for attachments of one colour, otherwise one for each', async () => {
    const two = (color: string) => attachments({ color: 'good', text: 'a' }, { color, text: 'b' });
    expect(await text('slack', two('good'))).toBe('🟢 a\nb');
    expect(await text('slack', two('danger'))).toBe('🟢 a\n🔴 b');
  });

  it('shows each kind of block, also in attachments', async () => {
    const blocks = [
      { type: 'header', text: { type: 'plain_text', text: 'H' } },
      { type: 'divider' },
      {
        type: 'section',
        text: { type: 'mrkdwn', text: '*b* &amp; c' },
        fields: [{ type: 'mrkdwn', text: '*T*\nv' }, { text: 'w' }],
      },
      {
        type: 'section',
        text: 'x',
        accessory: { type: 'image', image_url: 'https://i.example/a.png', alt_text: 'alt' },
      },
      { type: 'section', text: 'y', accessory: { type: 'button', text: { text: 'Go' }, url: 'https://b.example' } },
      {
        type: 'context',
        elements: [
          { type: 'image', image_url: 'https://i.example/i.png', alt_text: 'i' },
          { text: 'c1' },
          { text: 'c2' },
        ],
      },
      { type: 'image', image_url: 'https://i.example/b.png', title: { text: 'title' } },
      {
        type: 'actions',
        elements: [
          { text: { text: 'A' }, url: 'https://a.example' },
          { text: 'no' },
          { text: 'B', url: 'https://b.example' },
        ],
      },
      { type: 'markdown', text: '# m\n- **n**' },
      { type: 'video', title: { text: 'V' }, title_url: 'https://v.example' },
      {
        type: 'table',
        rows: [
          [
            { type: 'raw_text', text: '1' },
            { type: 'raw_text', text: '2' },
          ],
        ],
      },
      { type: 'unknown', text: { text: 'u' } },
      { type: 'input' },
      null,
    ];
    const shown = [
      ...['*H*', '*b* & c', '*T:* v', 'w', 'x', '<https://i.example/a.png|🖼 alt>', 'y', '<https://b.example|Go>'],
      ...['c1 · c2', '<https://i.example/b.png|🖼 title>', '<https://a.example|A> · <https://b.example|B>', '*m*'],
      ...['• *n*', '<https://v.example|V>', '1 · 2', 'u'],
    ].join('\n');
    expect(await text('slack', { blocks })).toBe(shown);
    expect(await text('slack', attachments({ blocks, color: 'good' }))).toBe(`🟢 ${shown}`);
  });

  it('shows rich text: styles, lists, quotes and code', async () => {
    const run = (words: string, style?: object) => ({ type: 'text', text: words, style });
    const section = (...elements: unknown[]) => ({ type: 'rich_text_section', elements });
    const elements = [
      section(
        run('a '),
        run(' b ', { bold: true, italic: true }),
        run('c', { strike: true }),
        run('d', { code: true }),
      ),
      section(run('a', { bold: true }), run('b', { bold: true }), { type: 'link', url: 'https://l.example' }),
      section(
        { type: 'user', user_id: 'U1' },
        { type: 'broadcast', range: 'here' },
        { type: 'channel', channel_id: 'C1' },
      ),
      section({ type: 'date', timestamp: 1, fallback: 'then' }, run('<x>')),
      {
        type: 'rich_text_list',
        style: 'ordered',
        indent: 1,
        offset: 2,
        elements: [section(run('i')), section(run('j'))],
      },
      { type: 'rich_text_quote', elements: [run('q\nr')] },
      { type: 'rich_text_preformatted', elements: [run('x = *y*')] },
    ];
    expect(await text('slack', { blocks: [{ type: 'rich_text', elements }] })).toBe(
      'a  *_b_* ~c~`d`\n*a*\u200b*b*<https://l.example>\n@U1@here#C1\nthen<\u200bx>\n  3. i\n  4. j\n> q\n> r\n```\nx = *y*\n```',
    );
  });

  it('shows names in rich text that pose as mentions or links as plain text', async () => {
    const names = [
      { type: 'emoji', name: '<!here>' },
      { type: 'broadcast', range: '<!here>' },
      { type: 'user', user_id: '<https://evil.example|U1>' },
      { type: 'channel', channel_id: '<#C1>' },
    ];
    const elements = [{ type: 'rich_text_section', elements: names }];
    expect(await text('slack', { blocks: [{ type: 'rich_text', elements }] })).not.toMatch(/<(?!\u200b)/);
  });

  it('has no link or mention that appears only when the stars of a title are dropped', async () => {
    for (const title of ['```<**<@U1|x>', '```<h**ttps://evil.example|bank>', '`<**!here>`'])
      expect(await text('slack', attachments({ fields: [{ title }], title }))).not.toMatch(/<(?:[@!]|https?:)/);
  });

  it('shows who sent it only if the address asks', async () => {
    const body = { text: 'x', username: 'Kuma *1*' };
    expect(await text('slack', body)).toBe('x');
    expect(await text('slack', body, {}, '?sender=1')).toBe('*Kuma 1*\nx');
  });
});

describe('a message of Mattermost', () => {
  it("has Markdown, and Slack's links and mentions", async () => {
    expect(await text('mattermost', { text: '**b** <https://a.example/(x)|l> <!here> <@ada> `<!here>`' })).toBe(
      '*b* <https://a.example/(x)|l> @here @ada `<\u200b!here>`',
    );
    expect(await text('mattermost', attachments({ text: '| a | b |\n|---|:-:|\n| 1 | 2 |' }))).toBe('a · b\n—\n1 · 2');
  });
});

describe('a message of Discord', () => {
  it('shows references as text', async () => {
    const content = '<t:1790000000:R> <@1> <@!2> <@&3> <#4> <:fire:5> <a:party:6> ||s|| a || b <t:99999999999999>';
    expect(await text('discord', { content })).toBe(
      '2026-09-21 14:13 UTC @1 @2 @3 #4 :fire: :party: s a || b 99999999999999',
    );
  });

  it('has no empty lines for fields and texts of invisible characters', async () => {
    const fields = [
      { name: '\u200b', value: '\u200b' },
      { name: 'a', value: 'b' },
    ];
    const body = { content: '\u200b', embeds: [{ color: 0xff0000, description: '\u200e', fields }] };
    expect(await text('discord', body)).toBe('🔴 *a:* b');
  });

  it('shows the parts of embeds, and buttons and texts of components', async () => {
    const body = {
      content: '**c**',
      embeds: [
        {
          ...{ author: { name: 'ada', url: 'https://a.example' }, title: '**t**', url: 'https://t.example' },
          ...{ description: 'd', footer: { text: 'f\ng' }, image: { url: 'https://i.example/i.png' } },
          ...{
            fields: [
              { name: '\u200b', value: 'v' },
              { name: 'n', value: '`w`' },
            ],
            thumbnail: { url: 'https://x.example' },
          },
        },
      ],
      components: [
        { type: 17, components: [{ type: 10, content: '# in' }] },
        {
          type: 1,
          components: [
            { type: 2, style: 5, label: 'Open', url: 'https://o.example' },
            { type: 2, label: 'no' },
          ],
        },
      ],
    };
    expect(await text('discord', body)).toBe(
      '*c*\n\n<https://a.example|ada>\n<https://t.example|t>\nd\nv\n*n:* `w`\n<https://i.example/i.png|🖼 image>\n_f · g_\n\n*in*\n<https://o.example|Open>',
    );
  });
});

describe('any notification', () => {
  it.each([
    ['link', 'x\n<https://i.example/a.png|🖼 image>\n<https://i.example/b.png|🖼 image>', undefined],
    ['none', 'x', undefined],
    ['file', 'x\n<https://i.example/b.png|🖼 image>', 'https://i.example/a.png'],
  ] as const)('shows images as told: %s', async (images, shown, fileUrl) => {
    const body = attachments(
      { text: 'x', image_url: 'https://i.example/a.png' },
      { image_url: 'https://i.example/b.png' },
    );
    const message = await read('slack', body, { images });
    expect(message.text).toBe(shown);
    expect(message.fileUrl).toBe(fileUrl);
  });

  it('has images whose description poses as no other address', async () => {
    const image = (alt: string) => ({
      blocks: [{ type: 'image', image_url: 'https://i.example/a.png', alt_text: alt }],
    });
    expect(await text('slack', image('chart.png'))).toBe('<https://i.example/a.png|🖼 chart.png>');
    expect(await text('slack', image('https://bank.example'))).toBe(
      '🖼 https://bank.example (<https://i.example/a.png>)',
    );
  });

  it.each([
    'web01.example.com is down',
    '[FIRING:1] HostDown (web01.example.com node critical)',
    '[FIRING:1] InstanceDown (web01.example.com:9100)',
    '“shop.example.com” is DOWN.',
    'README.md: typo',
  ])('has a title that links although it is about a host: %s', async (title) => {
    const linked = attachments({ title, title_link: 'https://monitor.example/1' });
    expect(await text('slack', linked)).toBe(`<https://monitor.example/1|${title}>`);
  });

  it.each([
    'bank.example',
    'bank.example:443',
    'Log in: bank.example',
    'https://bank.example is open',
    'www.bank.example is open',
  ])('has a title that poses as no other address: %s', async (title) => {
    const posed = attachments({ title, title_link: 'http://evil.example' });
    expect(await text('slack', posed)).toBe(`${title} (<http://evil.example>)`);
  });

  it('shows nothing of a text object without a text, and the number of one with a number', async () => {
    const section = (words: unknown) => ({ type: 'section', text: { type: 'mrkdwn', text: words } });
    expect(await text('slack', { blocks: [section(null), section(7), section(['a', null]), section('b')] })).toBe(
      '7\na\nb',
    );
  });

  it.each([
    ['discord', { content: 'a', embeds: [{ color: { toString: '' } }] }],
    ['slack', { text: 'a', attachments: [{ color: { toString: '' } }] }],
    ['gotify', { message: 'a', priority: { toString: '' } }],
  ] as const)('to %s may hold an object in place of a number or a text', async (format, body) => {
    const { message, accepted } = await relay.parseNotification(
      new Request('http://relay.example/', { method: 'POST', body: JSON.stringify(body) }),
      relay[format],
    );
    expect(message.text).toBe('a');
    expect(accepted().ok).toBe(true);
  });

  it('may be only a file', async () => {
    const body = attachments({ image_url: 'https://i.example/a b.png' });
    expect(await read('slack', body, { images: 'file' })).toEqual({ text: '', fileUrl: 'https://i.example/a%20b.png' });
  });

  it('mentions nobody if mentions are off', async () => {
    const body = { text: '<!channel> @here <@U1|ada> ada@a.example <https://a.example/@ada|x>' };
    expect(await text('slack', body, { mentions: false })).toBe(
      '@\u200bchannel @\u200bhere @\u200bada ada@a.example <https://a.example/@ada|x>',
    );
  });

  it('is cut at maxText, says how much is missing, and closes its code', async () => {
    const long = await text('slack', { text: '😀'.repeat(9000) });
    expect(Array.from(long ?? '')).toHaveLength(8000 - '\n```'.length);
    expect(long).toMatch(/😀… and 10\d\d more characters$/);
    expect(await text('slack', { text: `\`\`\`\n${'x\n'.repeat(300)}\`\`\`` }, { maxText: 200 })).toMatch(
      /^```\n[x\n]+…\n``` and \d+ more characters$/,
    );
    expect(await text('slack', { text: 'abcdef' }, { maxText: 4 })).toBe('abc…');
  });

  it('is read up to the limits of the formats', async () => {
    const many = Array.from({ length: 2000 }, (_, n) => ({
      text: `a${n}`,
      fields: Array.from({ length: 30 }, () => ({ value: 'f' })),
    }));
    const lines = (await text('slack', { attachments: many }, { maxText: 100_000 }))?.split('\n') ?? [];
    expect(lines.filter((line) => line.startsWith('a'))).toHaveLength(100);
    expect(lines.filter((line) => line === 'f')).toHaveLength(2500);
    const blocks = Array.from({ length: 60 }, (_, n) => ({ type: 'header', text: { text: `b${n}` } }));
    expect((await text('slack', { blocks }))?.split('\n')).toHaveLength(50);
    const embeds = Array.from({ length: 12 }, (_, n) => ({ title: `e${n}` }));
    expect((await text('discord', { embeds }))?.split('\n')).toHaveLength(10);
  });
});

describe('a notification of Apprise in HTML', () => {
  it.each([
    [
      '<b>Status: </b>down &amp; <a href="https://a.example/?a=1&amp;b=2">the log</a>',
      '*Status:* down & <https://a.example/?a=1&b=2|the log>',
    ],
    [
      '<h2>Backup</h2><p>3 * 4 = 12_000</p>\n<ul>\n <li>one</li><li><i>two</i></li></ul>',
      '*Backup*\n3 * 4 = 12_000\n• one\n• _two_',
    ],
    ['<style>p { color: red }</style><p>a<br/>b<!-- c --></p><script>d()</script>', 'a\nb'],
    ['<strong>one<br>two</strong>', '*one*\n*two*'],
    [
      '<a href="javascript:alert(1)">x</a> <img alt="chart" src=\'https://a.example/c.png\'>',
      'x (javascript:alert(1)) <https://a.example/c.png>',
    ],
    ['<a href="http://evil.example">bank.example</a>', 'bank.example (<http://evil.example>)'],
    ['&lt;http://evil.example|bank&gt; a < b', '<\u200bhttp://evil.example|bank> a <\u200b b'],
    ['<table><tr><td>a</td><td>b</td></tr></table>', 'a b'],
  ])('%j is %j', async (body, shown) => {
    expect(await text('apprise', { body, format: 'html' })).toBe(shown);
  });
});

describe('a notification of Apprise with files', () => {
  it('links the addresses among them, also of files with a name', async () => {
    const attachment = [
      'https://a.example/a.pdf',
      { url: 'https://a.example/2', filename: 'b.pdf' },
      { base64: 'eA==' },
    ];
    expect(await text('apprise', { body: 'x', attachment })).toBe(
      'x\n<https://a.example/a.pdf|📎 attachment>\n<https://a.example/2|📎 b.pdf>',
    );
  });
});

describe('a plain text', () => {
  it.each<[Parameters<typeof read>[0], object]>([
    ['gotify', { message: '**Down** <b> 2**3' }],
    ['ntfy', { message: '**Down** <b> 2**3' }],
    ['apprise', { body: '**Down** <b> 2**3' }],
    ['slack', { text: '**Down** <b> 2**3', mrkdwn: false }],
    ['generic', { text: '**Down** <b> 2**3' }],
  ])('for %s shows bold words without the marks of Markdown', async (format, body) => {
    expect(await text(format, body)).toBe('*Down* <\u200bb> 2**3');
  });
});

describe('a notification of ntfy', () => {
  it('is the JSON itself if the JSON is of another tool, as ntfy shows it', async () => {
    const body = { title: 'T', error: 'full' };
    expect(await text('ntfy', body)).toBe(JSON.stringify(body));
    expect(await text('ntfy', { ...body, topic: 'x' })).toBe('*T*');
  });
});

describe('a notification of Gotify', () => {
  it('shows once an image that is in the Markdown and in the extras', async () => {
    const extras = {
      'client::display': { contentType: 'text/markdown' },
      'client::notification': { bigImageUrl: 'https://a.example/x.jpg' },
    };
    const message = 'Show - 1x01\n![](https://a.example/x.jpg)';
    expect(await text('gotify', { title: 'Grabbed', message, extras })).toBe(
      '*Grabbed*\nShow - 1x01\n<https://a.example/x.jpg|🖼 image>',
    );
  });
});

describe('a notification that opens an address', () => {
  it.each(['gotify', 'ntfy', 'generic'] as const)(
    'of %s links from its title, or else below its text',
    async (format) => {
      const url = 'https://a.example/1';
      const opens = { url, click: url, extras: { 'client::notification': { click: { url } } } };
      expect(await text(format, { ...opens, title: 'T', message: 'm' })).toBe(`<${url}|T>\nm`);
      expect(await text(format, { ...opens, message: 'm' })).toBe(`m\n<${url}>`);
      expect(await text(format, { ...opens, message: `m ${url}` })).toBe(`m ${url}`);
    },
  );
});

describe('a notification of any webhook', () => {
  it.each([
    [{ msg: 'm', subject: 's' }, '*s*\nm'],
    [{ description: 'd', event: 'disk.full', severity: 'critical' }, '🔴 *disk.full* · critical\nd'],
    [{ event: 'user.created', text: 't', url: 'https://a.example/7' }, '<https://a.example/7|user.created>\nt'],
    [{ event: 'www.bank.example', url: 'http://evil.example' }, 'www.bank.example (<http://evil.example>)'],
    [{ text: 't', level: 'info' }, 't'],
    [{ text: 't', status: 'resolved' }, '🟢 resolved\nt'],
    [{ message: 'm', title: 'Failed: m', status: 'failed' }, '🔴 *Failed: m*\nm'],
    [{ title: 'only' }, '*only*'],
    [{ title: 'T', message: '**Firing**\n\nValue: 1', state: 'alerting' }, '🔴 *T* · alerting\n*Firing*\n\nValue: 1'],
    [{ title: 'same', message: 'same' }, '*same*'],
    [{ title: 't', message: 'm', url: 'https://a.example' }, '<https://a.example|t>\nm'],
    [{ message: 'm', url: 'https://a.example' }, 'm\n<https://a.example>'],
    [{ message: 'm: https://a.example/x', url: 'https://a.example/x' }, 'm: https://a.example/x'],
    [{ message: { a: 1 }, text: 5 }, '5'],
    [['a', 1], '```\n[\n  "a",\n  1\n]\n```'],
    [{ a: '```<b>' }, '```\n{\n  "a": "\'\'\'<\u200bb>"\n}\n```'],
    ['a text', 'a text'],
    [{}, '```\n{}\n```'],
    [
      { event: 'device.offline', device: { name: 'ap' } },
      '*device.offline*\n```\n{\n  "event": "device.offline",\n  "device": {\n    "name": "ap"\n  }\n}\n```',
    ],
    [{ title: 'T', error: 'full' }, '*T*\n```\n{\n  "title": "T",\n  "error": "full"\n}\n```'],
    [{ event: 'New Request', subject: 'Dune', message: 'm' }, '*Dune* · New Request\nm'],
    [{ title: 'T', message: ['a'] }, '*T*\n```\n{\n  "title": "T",\n  "message": [\n    "a"\n  ]\n}\n```'],
    [{ Title: 'T', Description: 'd', Event: 'e', Severity: 'Warning' }, '🟠 *T* · e · Warning\nd'],
    [{ Type: 'Notification', Subject: 'ALARM: cpu', Message: 'm' }, '*ALARM: cpu*\nm'],
    [{ Message: 'm', SubscribeURL: 'https://a.example/?x=1&y=2' }, 'm\n<https://a.example/?x=1&y=2>'],
  ])('%j is %j', async (body, shown) => {
    expect(await text('generic', body)).toBe(shown);
  });

  it('shows the query if neither body nor query has a text, as UptimeRobot sends it', async () => {
    const at = (query: string) => new Request(`http://relay.example/${query}`);
    const { message } = await relay.parseNotification(at('?monitor=NAS&alert=Down'), relay.generic);
    expect(message.text).toBe('```\n{\n  "monitor": "NAS",\n  "alert": "Down"\n}\n```');
    await expect(relay.parseNotification(at('?'), relay.generic)).rejects.toMatchObject({ code: 'probe' });
    expect(await text('generic', [1], {}, '?title=T')).toBe('*T*\n```\n[\n  1\n]\n```');
  });

  it('shows at most 1500 characters of other JSON', async () => {
    expect(await text('generic', { a: 'x'.repeat(5000) })).toMatch(/^```\n\{\n {2}"a": "x{1480,}…\n```$/);
  });
});
