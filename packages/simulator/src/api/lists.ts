import { audience, channelsOfBot } from '../room/audience.ts';
import type { Channel } from '../room/channel.ts';
import type { Directory } from '../room/directory.ts';
import type { Integrations } from '../room/integrations.ts';
import type { User } from '../room/user.ts';
import type { Server } from '../server.ts';
import { authorize } from './authorize.ts';
import type { Method } from './entry.ts';
import { accept } from './outcome.ts';

/** The method `user_list`: the users who can see the bot, deleted and disabled users included. */
export function createUserList({ directory, integrations }: Pick<Server, 'directory' | 'integrations'>): Method {
  return (fields) => {
    const { integration: bot, refusal } = authorize(integrations, 'bot', fields);
    if (refusal) return refusal;
    const users = audience(bot, directory);
    return accept(`listed ${users.length} users`, { users: users.map(wireUser) });
  };
}

/** The method `channel_list`: the channels that the bot is in. */
export function createChannelList({ directory, integrations }: Pick<Server, 'directory' | 'integrations'>): Method {
  return (fields) => {
    const { integration: bot, refusal } = authorize(integrations, 'bot', fields);
    if (refusal) return refusal;
    const channels = channelsOfBot(bot, directory);
    const entries = channels.map((channel) => wireChannel(channel, directory, integrations));
    return accept(`listed ${channels.length} channels`, { channels: entries });
  };
}

/**
 * Returns the members of a real user, in alphabetical order as in all captures. Members without a counterpart here are
 * empty.
 */
function wireUser({ id, name, nickname, deleted, disabled }: User): object {
  return {
    avatar_version: 0,
    deleted,
    // The user's number in DSM, which differs from the id.
    dsm_uid: 1022 + id,
    first_time_login: false,
    human_type: 'dsm',
    is_disabled: disabled,
    nickname,
    status: 'online',
    type: 'human',
    user_id: id,
    user_props: {
      avatar_color: '#4cbf73',
      description: '',
      email: '',
      key_pair: { public_key: '' },
      timezone: '',
      timezoneUTC: 'Etc/UTC',
    },
    username: name,
  };
}

/** Returns a channel. A conversation with a bot has no name, and the bot is a member. */
function wireChannel(channel: Channel, directory: Directory, integrations: Integrations): object {
  const { id, type, creatorId, members, botId } = channel;
  const bots = integrations.ofKind('bot').map((bot) => ({ id: bot.id, name: `@${bot.name}` }));
  const everybody = directory.users().filter(({ deleted }) => !deleted);
  const ids = members
    ? [...directory.users(), ...bots].filter(({ name }) => members.includes(name)).map((member) => member.id)
    : everybody.map((user) => user.id);
  return {
    channel_id: id,
    creator_id: creatorId,
    members: botId === undefined ? ids : [...ids, botId],
    name: type === 'chatbot' ? '' : channel.name,
    type,
  };
}
