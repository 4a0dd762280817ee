import { type Channel, isOpenTo } from './channel.ts';
import type { Directory } from './directory.ts';
import type { IntegrationOf } from './integration.ts';
import type { User } from './user.ts';

/**
 * Returns the users who can see the bot. If the bot is hidden from the list of bots, only users with a conversation
 * can.
 */
export function audience(bot: IntegrationOf<'bot'>, directory: Directory): readonly User[] {
  if (!bot.hidden) return directory.users();
  const names = new Set(directory.conversations(bot.id).flatMap(({ members = [] }) => members));
  return directory.users().filter(({ name }) => names.has(name));
}

/**
 * Returns public channels, private channels with the bot as a member, and the bot's conversations. The channels of a
 * bot on a real server are unknown.
 */
export function channelsOfBot({ id, name }: IntegrationOf<'bot'>, directory: Directory): readonly Channel[] {
  const openChannels = directory.channels().filter((channel) => isOpenTo(channel, { name: `@${name}` }));
  return [...openChannels, ...directory.conversations(id)];
}
