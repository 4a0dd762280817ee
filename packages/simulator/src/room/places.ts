import { audience } from './audience.ts';
import { type Channel, isOpenTo } from './channel.ts';
import type { Directory } from './directory.ts';
import type { IntegrationOf } from './integration.ts';
import type { Integrations } from './integrations.ts';
import { isActive, type User } from './user.ts';

export type Places = ReturnType<typeof createPlaces>;

/** Finds the place that a name means: a channel, or with `@` before the name the conversation with a bot. */
export function createPlaces({ directory, integrations }: { directory: Directory; integrations: Integrations }) {
  function bot(where: string): IntegrationOf<'bot'> {
    const bots = integrations.ofKind('bot');
    const match = bots.find(({ name }) => name !== '' && `@${name}` === where);
    if (match) return match;
    throw new TypeError(`There is no bot "${where}". Known: ${bots.map(({ name }) => `@${name}`).join(', ')}.`);
  }

  const places = {
    /**
     * Returns the user and the channel to write in. Throws a `TypeError` for a deleted or disabled user, and for a
     * channel that the user is not a member of.
     */
    write(userName: string, where: string): { user: User; channel: Channel } {
      const user = directory.user(userName);
      if (!isActive(user)) throw new TypeError(`${userName} is deleted or disabled.`);
      const channel = places.ofUser(user, where);
      if (!isOpenTo(channel, user)) throw new TypeError(`${userName} is not a member of ${where}.`);
      return { user, channel };
    },

    /**
     * Returns the channel named `where` for the user, and creates a conversation with a bot if needed. Throws a
     * `TypeError` for an unknown name.
     */
    ofUser(user: User, where: string): Channel {
      if (!where.startsWith('@')) return directory.channel(where);
      const partner = bot(where);
      if (!audience(partner, directory).includes(user)) throw new TypeError(`${where} is hidden from ${user.name}.`);
      return directory.conversation(user, partner, user.id);
    },

    /** Returns the id of the channel named `where`, or the ids of all users' conversations with a bot. */
    idsOf(where: string): readonly number[] {
      if (!where.startsWith('@')) return [directory.channel(where).id];
      return directory.conversations(bot(where).id).map(({ id }) => id);
    },

    /** Returns the names of all places that a user can write to, bots without a conversation included. */
    namesFor(user: User): readonly string[] {
      const bots = integrations
        .ofKind('bot')
        .filter((each) => each.name !== '' && audience(each, directory).includes(user));
      const channels = directory.channelsOf(user).filter(({ botId }) => botId === undefined);
      return [...channels.map(({ name }) => name), ...bots.map(({ name }) => `@${name}`)];
    },
  };

  return places;
}
