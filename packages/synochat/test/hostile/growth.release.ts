import {
  type CallOptions,
  getPostFile,
  link,
  listUsers,
  parseBot,
  parseOutgoing,
  parseSlash,
  plain,
  RequestError,
  SendError,
  splitText,
  truncate,
} from 'synochat';
import * as relay from 'synochat/relay';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { expectLinear, expectLinearFor, shaped } from '../helpers/growth.ts';
import { answering, bot } from '../portable/bot-chat.ts';
import { outgoing, post, slash, token } from '../portable/requests.ts';
import { telling } from '../portable/texts.ts';

const limits = { token, maxBytes: 10_000_000 };
const named = { a: v.optional(v.string()), help: v.boolean(), '-': v.optional(v.number()) };
const Words = v.object({ n: v.number(), ...named, words: v.array(v.union([v.number(), v.boolean(), v.string()])) });
const Choice = v.variant('do', [
  v.object({ do: v.literal('a'), ...named }),
  v.object({ do: v.literal('0'), n: v.number() }),
]);

/** Reads something that may be refused: a refusal has read it too. */
async function read(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof RequestError || error instanceof SendError || error instanceof TypeError)) throw error;
  }
}

const event = (body: string) => read(() => parseOutgoing(post(body), limits));
const fields = (changed: object) => String(new URLSearchParams({ ...outgoing, ...changed }));
const command = (schema: Parameters<typeof parseSlash>[1], text: string) =>
  read(() => parseSlash(post(slash(text)), schema, limits));
const fetched = (options: CallOptions, address: Parameters<typeof listUsers>[0] = bot) =>
  read(() => listUsers(address, options));
/** The texts that a header can hold. */
const latin = (text: string) => text.replace(/[^\x20-\xff]/g, 'x');

function file(disposition: string) {
  const fetch = answering('', { headers: { 'content-disposition': latin(disposition) } });
  return read(() => getPostFile(bot, '1', { fetch }));
}

/** Pieces of markup that begin something and do not end it. */
const marks = [
  ...[
    '# ',
    '#',
    '\r',
    '*',
    '**',
    '_',
    '__',
    '~~',
    '- ',
    '[a](',
    '](',
    '(',
    ')',
    '![',
    ' "',
    '<!',
    '<@',
    '<https://a.example|',
  ],
  ...[
    '&lt;',
    '||',
    '<t:1',
    '|-',
    '|',
    'https://',
    '@a',
    ',}',
    'x.aa',
    '://',
    '![[a]',
    '\u200b',
    '<b> ',
    '<a href=',
    '&#1',
  ],
];
const notification = (format: relay.NotificationFormat, body: unknown) =>
  read(() => relay.parseNotification(post(JSON.stringify(body)), format, { maxBytes: 10_000_000 }));
/** The text wherever Slack may have one. */
const slack = (text: string) => ({
  ...{ text, fallback: text, blocks: [{ type: 'section', text: { text }, fields: [{ text }] }] },
  attachments: [
    {
      text,
      pretext: text,
      title: text,
      title_link: text,
      color: text,
      footer: text,
      fields: [{ title: text, value: text }],
    },
  ],
});

const works: Record<string, (text: string) => unknown> = {
  'to read any body': event,
  'to read a body of JSON': (text) => event(`{"token":"${token}","text":${JSON.stringify(text)}}`),
  'to read a body of broken JSON': (text) => event(`{"a":${text}}`),
  'to make an event of the fields of a form': (text) => event(fields({ text, username: text })),
  'to refuse fields that are no numbers': (text) => event(fields({ timestamp: text, channel_id: text })),
  'to take away a trigger word': (text) =>
    read(() =>
      parseOutgoing(post(fields({ text, trigger_word: text.slice(0, -1) })), { ...limits, triggerWords: ['a', ':'] }),
    ),
  'to read a message to a bot': (text) => read(() => parseBot(post(fields({ text, file_name: text })), limits)),
  'to read the press of a button': (text) => {
    const payload = { token, callback_id: text, user: text, actions: [{ name: text, value: text }] };
    return read(() => parseBot(post(String(new URLSearchParams({ payload: JSON.stringify(payload) }))), limits));
  },
  'to read a command line': (text) => command(v.object({ host: v.string(), ...named }), text),
  'to read a command line of any words': (text) => command(Words, text),
  'to read a command line with a choice': (text) => command(Choice, `a ${text}`),
  'to split a text into small parts': (text) => splitText(text, 50),
  'to split a text': (text) => splitText(text),
  'to truncate a text': (text) => truncate(text),
  'to make a text plain': (text) => [plain(text), link('https://a.example/', text)],
  'to read the token of an address': (text) => fetched({}, { host: 'nas.example', token: text }),
  'to read the host of an address': (text) => fetched({}, { host: text, token }),
  'to read an address': (text) => fetched({}, `http://nas.example/${text}`),
  'to read a refusal of Chat': (text) =>
    fetched({ fetch: answering({ success: false, error: { code: 117, errors: text } }) }),
  'to read a notification of Slack': (text) => notification(relay.slack, slack(text)),
  'to read a notification of Mattermost': (text) => notification(relay.mattermost, slack(text)),
  'to read a notification of Discord': (text) =>
    notification(relay.discord, { content: text, embeds: [{ title: text, description: text, url: text }] }),
  'to read a notification of ntfy': (text) =>
    notification(relay.ntfy, { message: text, title: text, tags: text, click: text, attach: text, priority: text }),
  'to read a notification in HTML': (text) => notification(relay.apprise, { body: text, format: 'html' }),
  'to read a notification of any webhook': (text) => notification(relay.generic, { title: text, text, url: text }),
  'to read a notification that is broken JSON': (text) =>
    read(() => relay.parseNotification(post(`{${text}`), relay.generic)),
  'to read a notification that is a text': (text) => read(() => relay.parseNotification(post(text), relay.ntfy)),
  'to convert mrkdwn': (text) => relay.toChatMarkup(text, 'mrkdwn'),
  'to convert Markdown': (text) => relay.toChatMarkup(text, 'markdown'),
  'to find the name of a file': file,
  'to find the quoted name of a file': (text) => file(`attachment; filename="${text}`),
  'to find the encoded name of a file': (text) => file(`attachment; filename*=UTF-8''${text}`),
};

describe('the time', () => {
  it.each(Object.entries(works))(
    '%s grows with the text, not faster, whatever is repeated',
    async (name, work) => {
      await expectLinearFor([...telling, ...(/notification|convert/.test(name) ? marks : [])], work);
    },
    300_000,
  );

  it.each(['\u0301', '🇩', '👩\u200d', '漢', '。', '\u0600'])(
    'to split a text of many %j grows with the text, not faster',
    async (piece) => {
      for (const max of [50, 2000])
        await expectLinear((length) => splitText(shaped(['e', piece, '', piece, ''], length), max), piece);
    },
  );
});

describe('time that grows faster', () => {
  const slow: Record<string, (text: string) => void> = {
    'a pattern that tries again at every character': (text) => /`+$/.test(text),
    'what is left, copied for every character': (text) => {
      const rest = Array.from(text);
      for (let at = 0; at < text.length; at++) rest.slice(at);
    },
    'a search from the beginning for every character': (text) => {
      // Sixteen searches: the time of one in a short text is below what the processor's clock tells.
      for (let at = 0; at < 16 * text.length; at++) text.lastIndexOf(`x${text.charAt(at / 16)}`, at / 16);
    },
    'a list looked through for every entry': (text) => {
      const seen: string[] = [];
      for (const character of text) if (!seen.includes(character + String(seen.length))) seen.push(character);
    },
  };

  it.each(Object.entries(slow))('is found in %s', async (_, work) => {
    const found = expectLinear((length) => {
      work(`${'`'.repeat(length)}x`);
    }, 'slow').then(
      () => 'linear',
      () => 'slow',
    );
    await expect(found).resolves.toBe('slow');
  });
});
