import type { ChannelInit } from './channel.ts';
import type { Directory } from './directory.ts';
import type { UserInit } from './user.ts';

const defaultUsers: readonly UserInit[] = [{ name: 'mikael' }, { name: 'ada' }];
const defaultChannels: readonly ChannelInit[] = [{ name: 'general' }];

interface Seed {
  readonly users: readonly UserInit[] | undefined;
  readonly channels: readonly ChannelInit[] | undefined;
}

/**
 * Adds the users and channels that are missing in the storage. Default users and channels are added only if the storage
 * has no others. Throws a `TypeError` for a duplicate name and for a member who is not a user, before anything is
 * added.
 */
export function seed(directory: Directory, { users, channels }: Seed, newId: () => number): void {
  const existing = { users: namesOf(directory.users()), channels: namesOf(directory.channels()) };
  const entries = {
    users: users ?? (existing.users.length > 0 ? [] : defaultUsers),
    channels: channels ?? (existing.channels.length > 0 ? [] : defaultChannels),
  };
  assertDifferent('users', namesOf(entries.users));
  assertDifferent('channels', namesOf(entries.channels));
  const newUsers = entries.users.filter(({ name }) => !existing.users.includes(name));
  const newChannels = entries.channels.filter(({ name }) => !existing.channels.includes(name));
  const people = [...existing.users, ...namesOf(newUsers)];
  for (const { name, members = [] } of newChannels) {
    const stranger = members.find((member) => !member.startsWith('@') && !people.includes(member));
    if (stranger !== undefined)
      throw new TypeError(
        `channels: There is no user "${stranger}", a member of "${name}". Known: ${people.join(', ')}.`,
      );
  }
  for (const user of newUsers) directory.addUser(user, newId());
  for (const channel of newChannels) directory.addChannel(channel);
}

function assertDifferent(what: string, names: readonly string[]): void {
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new TypeError(`${what}: Two entries are named "${twice}".`);
}

function namesOf(entries: readonly { readonly name: string }[]): string[] {
  return entries.map(({ name }) => name);
}
