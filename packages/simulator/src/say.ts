import { type Channel, isOpenTo } from './channel.ts';
import type { Deliver } from './deliver.ts';
import { createPublish, urlOf } from './deliver.ts';
import type { Directory } from './directory.ts';
import type { Download } from './download.ts';
import { authorOf, type IntegrationOf } from './integration.ts';
import type { Integrations } from './integrations.ts';
import { isEmpty } from './message.ts';
import { unknownCommand } from './notices.ts';
import type { Places } from './places.ts';
import type { Post } from './post.ts';
import type { Switches } from './switches.ts';
import type { Timeline } from './timeline.ts';
import { isActive, type User } from './user.ts';
import { botFields, outgoingFields, slashFields, type Typed } from './wire.ts';

interface Parts {
  readonly directory: Directory;
  readonly integrations: Integrations;
  readonly places: Places;
  readonly timeline: Timeline;
  readonly switches: Switches;
  readonly deliver: Deliver;
  readonly download: Download;
  readonly now: () => number;
}

export type Say = (user: string, where: string, text: string) => Promise<readonly Post[]>;

export function createSay(parts: Parts): Say {
  const { directory, integrations, places, timeline, switches, deliver, now } = parts;
  const publish = createPublish(parts);

  async function runCommand(hook: IntegrationOf<'slash'>, user: User, channel: Channel, text: string) {
    const typed = { user, channel, text, postId: timeline.nextId(channel), sentAt: new Date(now()) };
    return deliver({
      ...{ integrationId: hook.id, kind: 'slash', user, channel },
      fields: (token) => slashFields(token, typed, switches),
      // A file in the reply to a slash command is dropped: a library added it and took it out again.
      use: ({ text: reply, attachments }, by) => {
        if (isEmpty({ text: reply, attachments, fileUrl: undefined })) return [];
        const author = { author: authorOf(by), authorId: by.id, from: 'integration' } as const;
        return [timeline.add(channel, { ...author, text: reply, attachments, onlyTo: user.name })];
      },
    });
  }

  async function tellBot(typed: Typed, botId: number): Promise<readonly Post[]> {
    const bot = integrations.find(botId);
    if (!bot || urlOf(bot) === undefined) return [];
    const { user, channel } = typed;
    return deliver({
      ...{ integrationId: botId, kind: 'bot', user, channel },
      fields: (token) => botFields(token, typed),
      use: (message, by) => publish(channel, message, by),
    });
  }

  async function tellWebhooks(typed: Typed): Promise<readonly Post[]> {
    const { user, channel } = typed;
    const replies = integrations.ofKind('outgoing').map(async (hook) => {
      const word = triggerWord(hook, typed);
      if (word === undefined || urlOf(hook) === undefined) return [];
      return deliver({
        ...{ integrationId: hook.id, kind: 'outgoing', user, channel },
        fields: (token) => outgoingFields(token, word, typed, switches),
        use: (message, by) => publish(channel, message, by),
      });
    });
    return (await Promise.all(replies)).flat();
  }

  return async (userName, where, text) => {
    const user = directory.user(userName);
    if (!isActive(user)) throw new TypeError(`${userName} is deleted or disabled.`);
    const channel = places.ofUser(user, where);
    if (!isOpenTo(channel, user)) throw new TypeError(`${userName} is not a member of ${where}.`);
    if (text.trim() === '') throw new TypeError('There is no text to say.');

    const [, command] = /^\/(\S+)/u.exec(text) ?? [];
    if (command !== undefined) {
      const hook = integrations.ofKind('slash').find((each) => each.command === command && each.enabled);
      return hook ? runCommand(hook, user, channel, text) : [timeline.add(channel, unknownCommand(user, command))];
    }
    const post = timeline.add(channel, { author: user.name, authorId: user.id, from: 'user', text });
    const typed = { user, channel, text, postId: post.id, sentAt: post.sentAt };
    // What is said to a bot is between the two: no outgoing webhook hears it. This server's own choice.
    const replies = channel.botId === undefined ? tellWebhooks(typed) : tellBot(typed, channel.botId);
    return [post, ...(await replies)];
  };
}

/** The longest word that the text begins with, `''` when every message counts, undefined when the hook stays silent. */
function triggerWord(
  { channel: only, triggerWords }: IntegrationOf<'outgoing'>,
  { channel, text }: Typed,
): string | undefined {
  if (only !== undefined && only !== channel.name) return undefined;
  if (triggerWords.length === 0) return '';
  return triggerWords.filter((word) => text.startsWith(word)).sort((a, b) => b.length - a.length)[0];
}
