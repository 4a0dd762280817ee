import type { Download } from '../api/download.ts';
import type { Channel } from '../room/channel.ts';
import { authorOf, type IntegrationOf } from '../room/integration.ts';
import type { Integrations } from '../room/integrations.ts';
import { isEmpty } from '../room/message.ts';
import type { Places } from '../room/places.ts';
import type { Post } from '../room/post.ts';
import type { Timeline } from '../room/timeline.ts';
import type { User } from '../room/user.ts';
import type { Switches } from '../switches/switches.ts';
import type { Deliver } from './deliver.ts';
import { createPublish, urlOf } from './deliver.ts';
import { unknownCommand } from './notices.ts';
import type { TellBot } from './tell-bot.ts';
import { triggerOf } from './trigger.ts';
import { outgoingFields, slashFields, type Typed } from './wire.ts';

interface Parts {
  readonly integrations: Integrations;
  readonly places: Places;
  readonly timeline: Timeline;
  readonly switches: Switches;
  readonly deliver: Deliver;
  readonly tellBot: TellBot;
  readonly download: Download;
  readonly now: () => number;
}

export type Say = (user: string, where: string, text: string) => Promise<readonly Post[]>;

export function createSay(parts: Parts): Say {
  const { integrations, places, timeline, switches, deliver, tellBot, now } = parts;
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

  async function tellWebhooks(typed: Typed): Promise<readonly Post[]> {
    const { user, channel } = typed;
    const replies = integrations.ofKind('outgoing').map(async (hook) => {
      const trigger = triggerOf(hook, typed, switches);
      if (!trigger || urlOf(hook) === undefined) return [];
      return deliver({
        ...{ integrationId: hook.id, kind: 'outgoing', user, channel },
        fields: (token) => outgoingFields(token, trigger.word, typed, switches),
        use: (message, by) => publish(channel, message, by),
      });
    });
    return (await Promise.all(replies)).flat();
  }

  return async (userName, where, text) => {
    const { user, channel } = places.write(userName, where);
    if (text.trim() === '') throw new TypeError('There is no text to say.');

    const [, command] = /^\/(\S+)/u.exec(text) ?? [];
    if (command !== undefined) {
      const hook = integrations.ofKind('slash').find((each) => each.command === command && each.enabled);
      if (hook) return runCommand(hook, user, channel, text);
      // To a bot it is a message, as a log of a server shows. In a channel its fate is unknown.
      if (channel.botId === undefined) return [timeline.add(channel, unknownCommand(user, command))];
    }
    const post = timeline.add(channel, { author: user.name, authorId: user.id, from: 'user', text });
    const typed = { user, channel, text, postId: post.id, sentAt: post.sentAt };
    // What is said to a bot is between the two: no outgoing webhook hears it. This server's own choice.
    const replies = channel.botId === undefined ? tellWebhooks(typed) : tellBot(typed, channel.botId);
    return [post, ...(await replies)];
  };
}
