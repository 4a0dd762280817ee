import {
  Actions,
  Button,
  Card,
  CardLink,
  CardText,
  Chat,
  Divider,
  emoji,
  Field,
  Fields,
  Image,
  LinkButton,
  NotImplementedError,
  paragraph,
  root,
  Select,
  SelectOption,
  strong,
  Table,
  text,
} from 'chat';
import { createFileHost } from 'synochat/files';
import { createSimulator } from 'synochat-simulator';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createSynologyAdapter } from '../src/index.ts';
import { cutIntoPosts } from '../src/stream.ts';
import { openOffice } from './office.ts';

/** Returns the id of the user ada, as the bot sees it. */
async function ada({ adapter }: ReturnType<typeof openOffice>): Promise<string> {
  for (const id of ['2', '3', '4']) if ((await adapter.getUser(id))?.userName === 'ada') return id;
  throw new Error('no ada');
}
const dm = async (office: ReturnType<typeof openOffice>) => office.adapter.openDM(await ada(office));

describe('a posted message', () => {
  it('arrives in a channel by its webhook, and nowhere without one', async () => {
    const office = openOffice();

    await office.chat.channel('synology:channel:general').post('To all');

    expect(office.shown()).toEqual(['To all']);
    await expect(office.adapter.postMessage('synology:channel:secret', 'x')).rejects.toThrow(
      'No webhook posts to the channel secret: pass its incoming webhook in `webhooks`',
    );
  });

  it.each([
    ['a string as it is', 'a *b* <https://example.com|c>', 'a *b* <https://example.com|c>'],
    ['raw text as it is', { raw: '_a_' }, '_a_'],
    [
      'Markdown as markup of Chat',
      { markdown: '# A\n\n**b** [c](https://example.com)' },
      '*A*\n\n*b* <https://example.com|c>',
    ],
    ['a tree as markup of Chat', { ast: root([paragraph([strong([text('a*b')]), text(' <c')])]) }, '*a*b* <\u200bc'],
    ['a break of a tree as a new line', { ast: root([paragraph([text('a'), { type: 'break' }, text('b')])]) }, 'a\nb'],
    ['an emoji as a character', { markdown: 'ok {{emoji:thumbs_up}}' }, 'ok 👍'],
    ['a mention by its name', 'Hi <@3> and <@99>', 'Hi @ada and @99'],
    ['a mention in Markdown by its name', { markdown: '**Hi** <@3> and <@99>' }, '*Hi* @ada and @99'],
    ['a mention in a tree by its name', { ast: root([paragraph([text('Hi <@3>')])]) }, 'Hi @ada'],
    [
      'a mention in a card by its name',
      Card({ title: 'For <@3>', children: [CardText('Hi <@3>'), Fields([Field({ label: 'By', value: '<@3>' })])] }),
      '*For @ada*\nHi @ada\n*By*: @ada',
    ],
    [
      'a mention in the subtitle and in a table by its name',
      Card({ subtitle: 'By <@3>', children: [Table({ headers: ['<@3>'], rows: [['<@3> <b>']] })] }),
      'By @ada\n@ada\n@ada <\u200bb>',
    ],
  ])('shows %s', async (_, message, shown) => {
    const office = openOffice();

    await office.adapter.postMessage(await dm(office), message);

    expect(office.heard('ada').length + office.nas.posts('@helper').length).toBeGreaterThan(0);
    expect(office.nas.posts('@helper').at(-1)?.text).toBe(shown);
  });

  it('in several parts keeps its order, and has the id of the last part', async () => {
    const office = openOffice();
    const lines = Array.from({ length: 300 }, (_, n) => `Line ${n} of a long text`);

    const sent = await office.adapter.postMessage(await dm(office), lines.join('\n'));

    const posts = office.nas.posts('@helper');
    expect(posts.length).toBeGreaterThan(3);
    expect(posts.map((post) => post.text).join('')).toBe(lines.join('\n'));
    expect(sent.id).toBe(posts.at(-1)?.id);
  });

  it('is refused if it is empty', async () => {
    const office = openOffice();

    await expect(office.adapter.postMessage(await dm(office), ' ')).rejects.toThrow('The message is empty');
  });

  it('rejects with an error of the SDK that holds no token', async () => {
    const office = openOffice();
    office.nas.switches.faultRateDrop = 1;

    const failed = office.adapter.postMessage('synology:dm:3', 'x');

    await expect(failed).rejects.toMatchObject({ name: 'NetworkError', adapter: 'synology' });
    await expect(failed).rejects.not.toThrow(office.bot.token);
    await expect(office.adapter.postMessage('slack:C1', 'x')).rejects.toThrow('Not a thread of Synology Chat');
  });
});

describe('a card', () => {
  const card = Card({
    title: 'Release 7',
    subtitle: 'for <all>',
    children: [
      CardText('It is **ready**'),
      Fields([Field({ label: 'Tests', value: '812' })]),
      Divider(),
      Table({ headers: ['a', 'b'], rows: [['1', '2']] }),
      Actions([
        LinkButton({ url: 'https://ci.example/7', label: 'The log' }),
        LinkButton({ url: 'https://b.example', label: 'B' }),
      ]),
    ],
  });

  it('is a text with links', async () => {
    const office = openOffice();

    await office.adapter.postMessage('synology:channel:general', card);

    expect(office.shown()).toEqual([
      [
        '*Release 7*',
        'for <\u200ball>',
        'It is *ready*',
        '*Tests*: 812',
        '—',
        'a · b',
        '1 · 2',
        '<https://ci.example/7|The log> · <https://b.example|B>',
      ].join('\n'),
    ]);
  });

  it('shows no link to an address that is empty or no web address, and no label that poses as another address', async () => {
    const office = openOffice();
    const children = [
      CardLink({ url: 'javascript:alert(1)', label: 'Run' }),
      Image({ url: '', alt: 'A picture' }),
      Actions([
        LinkButton({ url: '', label: 'Empty' }),
        LinkButton({ url: '/7', label: 'Build' }),
        LinkButton({ url: 'https://evil.example', label: 'https://bank.example' }),
      ]),
    ];

    await office.adapter.postMessage('synology:channel:general', Card({ imageUrl: 'javascript:x', children }));

    expect(office.shown()).toEqual([
      [
        'javascript:x',
        'Run (javascript:alert(1))',
        'A picture',
        'Empty · Build (/7) · https://bank.example (<https://evil.example>)',
      ].join('\n'),
    ]);
  });

  it('shows emoji and names of users in the labels of buttons and selects', async () => {
    const office = openOffice();
    const options = [SelectOption({ label: `${String(emoji.fire)} Hot`, value: '{{emoji:fire}}' })];
    const children = [
      Button({ id: 'yes', label: `${String(emoji.check)} Approve for <@3>` }),
      Select({ id: 'choice', label: `${String(emoji.rocket)} For <@3>?`, options }),
    ];

    await office.adapter.postMessage('synology:dm:3', Card({ children: [Actions(children)] }));

    expect(office.nas.posts('@helper')[0]?.attachments).toMatchObject([
      { text: '🚀 For @ada?', buttons: [{ text: '🔥 Hot', value: '{{emoji:fire}}' }] },
      { buttons: [{ name: 'yes', text: '✅ Approve for @ada' }] },
    ]);
  });

  it('has a button for each option of a select under its label, and none for a disabled button', async () => {
    const office = openOffice();
    const options = [SelectOption({ label: 'One', value: '1' }), SelectOption({ label: 'Two', value: '2' })];
    const children = [
      Button({ id: 'off', label: 'Off', disabled: true }),
      Button({ id: 'send', label: 'Send' }),
      Select({ id: 'choice', label: 'Which?', options }),
    ];

    await office.adapter.postMessage('synology:dm:3', Card({ title: 'Choose', children: [Actions(children)] }));

    const [post] = office.nas.posts('@helper');
    const choice = [
      { name: 'choice', value: '1', text: 'One' },
      { name: 'choice', value: '2', text: 'Two' },
    ];
    expect(post?.attachments).toMatchObject([
      { text: 'Which?', buttons: choice },
      { text: '', buttons: [{ name: 'send' }] },
    ]);
  });

  it('with buttons is refused in a channel and in the reply to a slash command, where no press is reported', async () => {
    const office = openOffice();
    const question = Card({ children: [Actions([Button({ id: 'a', label: 'A' })])] });

    await expect(office.adapter.postMessage('synology:channel:general', question)).rejects.toThrow(
      'Chat reports no press of a button in a channel',
    );
    const refused = vi.fn();
    office.chat.onSlashCommand(({ channel }) => channel.post(question).then(undefined, refused));
    await office.nas.say('ada', 'general', '/ask');
    expect(String(refused.mock.lastCall?.[0])).toContain('in the reply to a slash command');
  });
});

describe('a file', () => {
  it('arrives by the file host, each of several in a post, the first with the text', async () => {
    let serve: (req: Request) => Promise<Response> = () => Promise.resolve(new Response(null, { status: 404 }));
    const files = createFileHost({ baseUrl: 'http://files.example/', secret: 'synthetic-secret-16' });
    serve = files.handler;
    const nas = createSimulator({ rateInterval: 0, fetch: (req) => serve(req) });
    const bot = nas.addBot({ name: 'helper', url: 'http://app.example/' });
    const adapter = createSynologyAdapter({ bot: bot.url, files, send: { fetch: nas.fetch, interval: 0 } });

    await adapter.postMessage('synology:dm:3', {
      markdown: 'The *report*',
      files: [
        { filename: 'report.pdf', data: Buffer.from('%PDF'), mimeType: 'application/pdf' },
        { filename: 'b.txt', data: new Blob(['b']) },
      ],
    });

    expect(nas.posts('@helper')).toMatchObject([
      { text: 'The _report_', file: { name: 'report.pdf', type: 'application/pdf', size: 4 } },
      { text: '', file: { name: 'b.txt' } },
    ]);
  });

  it('without a file host is refused with the advice, and nothing is posted', async () => {
    const office = openOffice();
    const message = { markdown: 'x', files: [{ filename: 'a.txt', data: Buffer.from('a') }] };

    await expect(office.adapter.postMessage('synology:dm:3', message)).rejects.toThrow(
      'a.txt needs an address that the NAS can fetch: pass `files`, a file host of synochat/files',
    );
    expect(office.nas.posts('@helper')).toEqual([]);
  });
});

describe('a stream', () => {
  afterEach(() => vi.useRealTimers());

  async function* pieces(...texts: string[]) {
    for (const piece of texts) yield await Promise.resolve(piece);
  }

  it('is posted paragraph by paragraph, without an edit and a placeholder', async () => {
    const office = openOffice();
    await office.chat.initialize();
    const threadId = await dm(office);
    const seen: string[][] = [];
    async function* model() {
      yield 'First ';
      yield 'paragraph.\n\nSec';
      await Promise.resolve();
      yield 'ond';
      seen.push(office.nas.posts('@helper').map((post) => post.text));
      yield ' one.';
    }

    const sent = await office.chat.thread(threadId).post(model());

    expect(seen).toEqual([['First paragraph.']]);
    expect(office.nas.posts('@helper').map((post) => post.text)).toEqual(['First paragraph.', 'Second one.']);
    expect(sent.text).toMatch(/^First paragraph\.\n+Second one\.$/);
  });

  it('keeps a code block whole, and posts at most every two seconds', async () => {
    let time = 0;
    const chunks = ['a\n\n', 'b\n\n', '```\nx\n\ny\n```\n\n', 'c'];
    async function* model() {
      for (const chunk of chunks) {
        yield chunk;
        await Promise.resolve();
        time += 900;
      }
    }

    const posts: string[] = [];
    for await (const post of cutIntoPosts(model(), () => time)) posts.push(post);

    expect(posts).toEqual(['a', 'b\n\n```\nx\n\ny\n```', 'c']);
  });

  it('is not cut inside of a code block, however slow the model is', async () => {
    let time = 0;
    async function* model() {
      for (const chunk of ['a\n\n', '```\nx\n\n', 'y\n', '```\n\n', 'b']) {
        yield chunk;
        await Promise.resolve();
        time += 3000;
      }
    }

    const posts: string[] = [];
    for await (const post of cutIntoPosts(model(), () => time)) posts.push(post);

    expect(posts).toEqual(['a', '```\nx\n\ny\n```', 'b']);
  });

  it.each([
    [
      'a long table',
      `A\n\n| a | b |\n| - | - |\n${'| one row of the table | and its value |\n'.repeat(20)}\nB`,
      ['A', `| a | b |\n| - | - |\n${'| one row of the table | and its value |\n'.repeat(20)}`.trim(), 'B'],
    ],
    [
      'an item of a list',
      'A\n\n1. Run\n\n   ```\n   x\n\n   y\n   ```\n\n   again\n\nB',
      ['A', '1. Run\n\n   ```\n   x\n\n   y\n   ```\n\n   again', 'B'],
    ],
    ['code between tildes', 'A\n\n~~~\nx\n\ny\n~~~\n\nB', ['A', '~~~\nx\n\ny\n~~~', 'B']],
  ])('is not cut inside of %s', async (_, markdown, expected) => {
    let time = 0;
    async function* model() {
      for (const character of markdown) {
        yield await Promise.resolve(character);
        time += 300;
      }
    }

    const posts: string[] = [];
    for await (const post of cutIntoPosts(model(), () => time)) posts.push(post);

    expect(posts).toEqual(expected);
  });

  it('goes on after a part that shows nothing, and shows the addresses at its end', async () => {
    const office = openOffice();

    await office.adapter.stream(
      await dm(office),
      pieces('See [the log][1].\n\n', '&nbsp;\n\n', '[1]: https://a.example/log'),
    );
    await office.adapter.stream(await dm(office), pieces('&nbsp;'));

    expect(office.nas.posts('@helper').map((post) => post.text)).toEqual([
      'See [the log][1].',
      '\u00a0\n\n[1]: <https://a.example/log>',
    ]);
  });

  it('that breaks off leaves what was written, and rejects', async () => {
    const office = openOffice();
    async function* model() {
      yield* pieces('One.\n\nTwo, and');
      throw new Error('gone');
    }

    await expect(office.adapter.stream(await dm(office), model())).rejects.toThrow('gone');
    expect(office.nas.posts('@helper').map((post) => post.text)).toEqual(['One.', 'Two, and']);
  });

  it('shows the text of structured chunks, and no progress', async () => {
    const posts: string[] = [];
    async function* model() {
      yield await Promise.resolve({ type: 'plan_update' as const, title: 'Thinking' });
      yield { type: 'markdown_text' as const, text: 'Done' };
    }
    for await (const post of cutIntoPosts(model())) posts.push(post);

    expect(posts).toEqual(['Done']);
  });
});

describe('what Chat has no call for', () => {
  it('rejects with NotImplementedError, and typing does nothing', async () => {
    const { adapter, chat, nas } = openOffice();
    await chat.initialize();
    const sent = await chat.thread('synology:dm:3').post('x');

    for (const call of [
      () => sent.edit('y'),
      () => sent.delete(),
      () => sent.addReaction('thumbs_up'),
      () => sent.removeReaction('thumbs_up'),
      () => chat.thread('synology:dm:3').schedule('x', { postAt: new Date() }),
      () => chat.thread('synology:dm:3').markAsRead('1'),
    ])
      await expect(call()).rejects.toThrow(NotImplementedError);
    await adapter.startTyping('synology:dm:3');
    expect(nas.posts('@helper')).toHaveLength(1);
  });

  it('is null for a message to one user of a channel, or a direct message if the caller allows it', async () => {
    const office = openOffice();
    const thread = office.chat.thread('synology:channel:general');

    expect(await thread.postEphemeral(await ada(office), 'psst', { fallbackToDM: false })).toBeNull();
    expect(await thread.postEphemeral(await ada(office), 'psst', { fallbackToDM: true })).toMatchObject({
      usedFallback: true,
    });
    expect(office.shown()).toEqual([]);
    expect(office.nas.posts('@helper').map((post) => post.text)).toEqual(['psst']);
  });
});

describe('the settings', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('come from the environment by default', () => {
    const nas = createSimulator();
    const { url } = nas.addBot({ name: 'helper', url: 'http://app.example/' });
    vi.stubEnv('SYNOCHAT_BOT', url);

    expect(
      () => new Chat({ userName: 'x', state: {} as never, adapters: { synology: createSynologyAdapter() } }),
    ).not.toThrow();
  });

  it('are refused without an integration, and for the URL of another integration', () => {
    vi.stubEnv('SYNOCHAT_BOT', '');
    const nas = createSimulator();
    const { url } = nas.addIncoming({ channel: 'general' });

    expect(() => createSynologyAdapter()).toThrow('No integration: pass `bot`');
    expect(() => createSynologyAdapter({ bot: url })).toThrow("`bot` takes a bot's *Incoming URL*");
    expect(() => createSynologyAdapter({ webhooks: { a: 'https://nas.example/' } })).toThrow(TypeError);
    expect(() => createSynologyAdapter({ outgoingTokens: ' x' })).toThrow(TypeError);
    expect(() => createSynologyAdapter({ outgoingTokens: 'x', slashTokens: ['y', 'x'] })).toThrow('the same token');
  });
});
