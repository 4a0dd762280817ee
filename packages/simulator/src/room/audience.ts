import { type Channel, isOpenTo } from './channel.ts';
import type { Directory } from './directory.ts';
import type { IntegrationOf } from './integration.ts';
import type { User } from './user.ts';

/** The users who can see the bot: all, or those of its conversations when it is hidden from the list of bots. */
export function audience(bot: IntegrationOf<'bot'>, directory: Directory): readonly User[] {
  if (!bot.hidden) return directory.users();
  const names = new Set(directory.conversations(bot.id).flatMap(({ members = [] }) => members));
  return directory.users().filter(({ name }) => names.has(name));
}

/**
 * Public channels, private ones that have the bot among their members, and its own conversations. Which channels a bot
 * is in on a real server is not known.
 */
export function channelsOfBot({ id, name }: IntegrationOf<'bot'>, directory: Directory): readonly Channel[] {
  const openChannels = directory.channels().filter((channel) => isOpenTo(channel, { name: `@${name}` }));
  return [...openChannels, ...directory.conversations(id)];
}
