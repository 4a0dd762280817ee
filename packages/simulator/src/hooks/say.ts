import type { Post } from '../room/post.ts';
import type { Server } from '../server.ts';
import type { Deliver } from './deliver.ts';
import { unknownCommand } from './notices.ts';
import { triggerOf } from './trigger.ts';
import type { UserMessage } from './wire.ts';

export type Say = (user: string, where: string, text: string) => Promise<readonly Post[]>;

/** Posts a text as a user, or runs it as a slash command. Throws a `TypeError` for a blank text. */
export function createSay(server: Server, deliver: Deliver): Say {
  const { integrations, places, timeline, switches, world } = server;

  async function tellWebhooks(message: UserMessage): Promise<readonly Post[]> {
    const replies = integrations.ofKind('outgoing').map(async (hook) => {
      const trigger = triggerOf(hook, message, switches);
      return trigger ? deliver('outgoing', hook.id, { ...message, triggerWord: trigger.word }) : [];
    });
    return (await Promise.all(replies)).flat();
  }

  return async (userName, where, text) => {
    const { user, channel } = places.write(userName, where);
    if (text.trim() === '') throw new TypeError('The text is blank: write at least one character.');

    const [, command] = /^\/(\S+)/.exec(text) ?? [];
    if (command !== undefined) {
      const hook = integrations.ofKind('slash').find((each) => each.command === command && each.enabled);
      // A command is not posted, but uses a post id.
      if (hook) {
        const postId = timeline.nextId(channel);
        return deliver('slash', hook.id, { user, channel, text, postId, sentAt: new Date(world.now()) });
      }
      // A bot receives the text as a message, as a log of a server shows. In a channel the effect is unknown.
      if (channel.botId === undefined || switches.slashToBot === 'refuse')
        return [timeline.add(channel, unknownCommand(user, command, text))];
    }
    const post = timeline.add(channel, { author: user.name, authorId: user.id, from: 'user', text });
    const message = { user, channel, text, postId: post.id, sentAt: post.sentAt };
    // A message to a bot is between user and bot: no outgoing webhook receives the message. A choice of the simulator.
    const replies = channel.botId === undefined ? tellWebhooks(message) : deliver('bot', channel.botId, message);
    return [post, ...(await replies)];
  };
}
