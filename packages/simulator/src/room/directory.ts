import { check } from '../shared/check.ts';
import { type Channel, type ChannelInit, channelInitSchema, channelSchema, isOpenTo } from './channel.ts';
import type { Post } from './post.ts';
import { createShelf } from './shelf.ts';
import type { SimulatorStorage } from './storage.ts';
import { type User, type UserInit, userInitSchema, userSchema } from './user.ts';

/** The id of Chat's System user, the author of the server's messages. */
export const systemId = 1;

/** Users, channels, and conversations with bots. */
export type Directory = ReturnType<typeof createDirectory>;

/** Methods with a name as parameter throw a `TypeError` for an unknown name. */
export function createDirectory(storage: SimulatorStorage, changed: () => void) {
  const users = createShelf(storage, 'user', userSchema);
  const channels = createShelf(storage, 'channel', channelSchema);

  function user(name: string): User {
    return oneOf(users.all(), name, 'user');
  }

  function channel(name: string): Channel {
    return oneOf(namedChannels(), name, 'channel');
  }

  /** Returns all channels without the conversations with bots. */
  function namedChannels(): Channel[] {
    return channels.all().filter(({ type }) => type !== 'chatbot');
  }

  function put(entry: Omit<Channel, 'id'>): Channel {
    const id = 1 + Math.max(0, ...channels.all().map((each) => each.id));
    const newChannel = channels.put({ id, ...entry });
    changed();
    return newChannel;
  }

  return {
    users: users.all,
    channels: namedChannels,
    user,
    channel,
    userById: users.get,
    channelById: channels.get,
    /** Returns all channels that the user sees, conversations with bots included. */
    channelsOf: (member: Pick<User, 'name'>) => channels.all().filter((each) => isOpenTo(each, member)),
    /** Returns the channel of a post, or undefined if the user does not see the post. */
    placeOf({ channelId, onlyTo }: Pick<Post, 'channelId' | 'onlyTo'>, { name }: User): Channel | undefined {
      const channelOfPost = channels.get(channelId);
      return channelOfPost && isOpenTo(channelOfPost, { name }) && (onlyTo ?? name) === name
        ? channelOfPost
        : undefined;
    },
    conversations: (botId: number) => channels.all().filter((each) => each.botId === botId),

    addUser(init: UserInit, id: number): User {
      const { name, ...rest } = check(userInitSchema, init, 'user');
      if (users.all().some((each) => each.name === name)) throw new TypeError(`There is already a user "${name}".`);
      const newUser = users.put({ id, name, ...rest });
      changed();
      return newUser;
    },

    updateUser(name: string, changes: Partial<UserInit>): User {
      const { id, ...before } = user(name);
      const after = check(userInitSchema, { ...before, ...changes }, 'user');
      if (after.name !== name) throw new TypeError('The name of a user cannot change. Add another user.');
      const changedUser = users.put({ id, ...after });
      changed();
      return changedUser;
    },

    addChannel(init: ChannelInit): Channel {
      const { name, type, members } = check(channelInitSchema, init, 'channel');
      if (namedChannels().some((each) => each.name === name))
        throw new TypeError(`There is already a channel "${name}".`);
      for (const member of members ?? []) if (!member.startsWith('@')) user(member);
      return put({ name, type, members, creatorId: systemId, botId: undefined });
    },

    /** Returns the conversation of a user with a bot, and creates the conversation if needed. */
    conversation(member: User, bot: { readonly id: number; readonly name: string }, creatorId: number): Channel {
      const existing = channels.all().find((each) => each.botId === bot.id && isOpenTo(each, member));
      const name = `@${bot.name}`;
      return existing ?? put({ name, type: 'chatbot', members: [member.name], creatorId, botId: bot.id });
    },

    /** Renames a bot's conversations after the bot was renamed. */
    renameConversations(botId: number, name: string): void {
      const outdated = channels.all().filter((each) => each.botId === botId && each.name !== `@${name}`);
      for (const each of outdated) channels.put({ ...each, name: `@${name}` });
    },
  };
}

function oneOf<Entry extends { readonly name: string }>(entries: readonly Entry[], name: string, kind: string): Entry {
  const entry = entries.find((each) => each.name === name);
  if (entry) return entry;
  throw new TypeError(`There is no ${kind} "${name}". Known: ${entries.map((each) => each.name).join(', ')}.`);
}
