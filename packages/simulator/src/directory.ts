export interface UserInit {
  readonly name: string;
  /** Shown on the page beside the name. */
  readonly nickname?: string | undefined;
}

export interface ChannelInit {
  readonly name: string;
  /** Names of those who see it and may write. Default: everybody. */
  readonly members?: readonly string[] | undefined;
}

export interface User {
  readonly id: number;
  readonly name: string;
  readonly nickname: string | undefined;
}

export interface Channel {
  readonly id: number;
  readonly name: string;
  readonly members: ReadonlySet<string> | undefined;
}

/** Who is here and where they can talk. */
export interface Directory {
  readonly users: readonly User[];
  readonly channels: readonly Channel[];
  /** Throws a `TypeError` when there is no such user. */
  user(name: string): User;
  /** Throws a `TypeError` when there is no such channel. */
  channel(name: string): Channel;
  /** The channels that this user sees. */
  channelsOf(user: User): readonly Channel[];
}

// 1 is the id of Chat's own System user.
const FIRST_USER_ID = 2;

export function createDirectory(
  userInits: readonly (string | UserInit)[],
  channelInits: readonly (string | ChannelInit)[],
): Directory {
  const users = userInits.map((init, at) => {
    const { name, nickname }: UserInit = typeof init === 'string' ? { name: init } : init;
    return { id: at + FIRST_USER_ID, name, nickname };
  });
  const channels = channelInits.map((init, at) => {
    const { name, members }: ChannelInit = typeof init === 'string' ? { name: init } : init;
    return { id: at + 1, name, members: members && new Set(members) };
  });
  const userByName = byName(users, 'user');
  const channelByName = byName(channels, 'channel');
  for (const { members = [] } of channels) for (const member of members) userByName(member);

  return {
    users,
    channels,
    user: userByName,
    channel: channelByName,
    channelsOf: ({ name }) => channels.filter(({ members }) => members?.has(name) ?? true),
  };
}

function byName<Entry extends { readonly name: string }>(entries: readonly Entry[], kind: string) {
  const known = new Map(entries.map((entry) => [entry.name, entry]));
  if (known.has('')) throw new TypeError(`A ${kind} needs a name.`);
  if (known.size < entries.length) throw new TypeError(`Two of the ${kind}s have the same name.`);
  return (name: string): Entry => {
    const entry = known.get(name);
    if (!entry) throw new TypeError(`There is no ${kind} "${name}". Known: ${[...known.keys()].join(', ')}.`);
    return entry;
  };
}
