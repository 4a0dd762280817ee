import { answerJson, statusOf } from './answers.ts';
import { compose } from './compose.ts';
import type { NotificationFormat, ReceivedNotification } from './format.ts';
import { markOf } from './marks.ts';
import { toMarkup } from './markup.ts';
import {
  buttonsPart,
  fieldPart,
  footerPart,
  type Group,
  imagePart,
  type Part,
  senderPart,
  titlePart,
} from './parts.ts';
import { assertReadable } from './readable.ts';
import { bounds, type Members, recordOf, recordsOf, wordsOf } from './words.ts';

/**
 * The format of Discord's webhooks: `content`, `embeds` and buttons with an address. A GET is answered with a webhook, as Uptime
 * Kuma asks for it, and `?wait=true` with a message.
 *
 * @example
 * ```ts
 * const { message } = await parseNotification(req, discord);
 * ```
 */
export const discord: NotificationFormat = {
  name: 'discord',
  read(received, options) {
    assertReadable(received);
    return compose(groupsOf(received), options);
  },
  // Zabbix writes `True`, and reads the id.
  accepted: ({ fields, query }) =>
    /^true$/i.test(query.get('wait') ?? '') ? answerJson(postedMessage(fields)) : new Response(null, { status: 204 }),
  refused(error) {
    if (error.code === 'probe') return answerJson(webhook);
    const status = statusOf(error);
    const [code, message] = reasons[status === 401 ? status : error.code] ?? [0, error.reply];
    return answerJson({ message, code }, status);
  },
};

function groupsOf({ fields: message, query }: ReceivedNotification): Group[] {
  const embeds = recordsOf(message['embeds'], bounds.embeds).map(embedGroup);
  const content = wordsOf(message['content']);
  // Ids of Discord say nothing to a reader of Chat.
  const isMention = embeds.length > 0 && /^(?:<[@#][!&]?\d+>\s*)+$/.test(content);
  const parts: Part[] = [senderPart(message, query), { text: isMention ? '' : fromDiscord(content), kind: 'lead' }];
  return [{ parts }, ...embeds, { parts: componentParts(message['components']) }];
}

function embedGroup({ author, title, url, description, fields, image, footer, color }: Members): Group {
  const { name, url: page } = recordOf(author);
  return {
    parts: [
      titlePart(fromDiscord(name), page),
      titlePart(fromDiscord(title), url),
      { text: fromDiscord(description), kind: 'prose' },
      ...recordsOf(fields, bounds.fields).map((field) =>
        fieldPart(fromDiscord(field['name']), fromDiscord(field['value'])),
      ),
      imagePart(recordOf(image)['url']),
      footerPart(fromDiscord(footer)),
    ],
    // Colours are numbers, also as text: no hex digits.
    mark: markOf(typeof color === 'string' ? Number(color) : color),
  };
}

/** Returns the texts and buttons of components, nested ones too. Source of the shapes: Discord's page "Component reference". */
function componentParts(components: unknown): Part[] {
  const all = recordsOf(components, bounds.buttons);
  return [
    ...all.flatMap(({ content, components: inner, accessory }) => [
      { text: fromDiscord(content), kind: 'prose' as const },
      ...componentParts(inner),
      ...componentParts([accessory]),
    ]),
    buttonsPart(all),
  ];
}

function fromDiscord(value: unknown): string {
  return toMarkup(wordsOf(value), 'markdown');
}

/** Discord's codes. Source: its page "Opcodes and status codes". */
const reasons: Readonly<Partial<Record<string, readonly [number, string]>>> = {
  notification_empty: [50_006, 'Cannot send an empty message'],
  notification_invalid: [50_109, 'The request body contains invalid JSON.'],
  401: [50_027, 'Invalid Webhook Token'],
};

/** A webhook, and the beginning of a message: a client may read every member. */
const webhook = {
  id: '1',
  type: 1,
  channel_id: '1',
  guild_id: '1',
  application_id: null,
  name: 'Synology Chat',
  avatar: null,
};

/** Returns a whole message, as discord.js reads every member. */
function postedMessage({ content }: Members) {
  const { channel_id, application_id, name: username, id: webhook_id, avatar } = webhook;
  return {
    ...{
      id: String((BigInt(Date.now()) - 1_420_070_400_000n) << 22n),
      type: 0,
      flags: 0,
      channel_id,
      application_id,
      webhook_id,
    },
    ...{ content: wordsOf(content), timestamp: new Date().toISOString(), edited_timestamp: null },
    author: { id: webhook_id, username, discriminator: '0000', avatar, bot: true },
    ...{ tts: false, pinned: false, mention_everyone: false, mentions: [], mention_roles: [] },
    ...{ attachments: [], embeds: [], components: [] },
  };
}
