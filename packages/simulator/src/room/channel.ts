import * as v from 'valibot';
import type { User } from './user.ts';

/** A channel to create with the simulator. */
export interface ChannelInit {
  /** Up to 100 characters, without blanks at the ends and without `@` or `#` at the beginning. */
  name: string;
  /** Default: `private` if there are `members`, otherwise `public`. */
  type?: 'public' | 'private' | undefined;
  /** Members see a private channel and may write in it: users by name, bots by `@name`. */
  members?: readonly string[] | undefined;
}

export interface Channel {
  readonly id: number;
  /** A conversation with a bot is named `@` and the bot's name. */
  readonly name: string;
  /** Three of the types seen on the wire. `chatbot` is the conversation of a user with a bot. */
  readonly type: 'public' | 'private' | 'chatbot';
  /** Names of users, and of bots with `@`. Undefined means everybody. */
  readonly members: readonly string[] | undefined;
  /** The id of the creator, a user or a bot, or 1 for the server itself. */
  readonly creatorId: number;
  /** Set for a conversation with a bot. */
  readonly botId: number | undefined;
}

const integerSchema = v.pipe(v.number(), v.integer());
const members = v.optional(v.array(v.string()));

export const channelInitSchema = v.pipe(
  v.strictObject({
    name: v.pipe(
      v.string(),
      v.trim(),
      v.regex(/^[^@#]/, 'The name of a channel must not be empty nor begin with "@" or "#".'),
      v.maxLength(100),
    ),
    type: v.optional(v.picklist(['public', 'private'])),
    members,
  }),
  v.transform(({ type, members, name }) => ({
    name,
    type: type ?? (members ? 'private' : 'public'),
    members: members ?? (type === 'private' ? [] : undefined),
  })),
);

/** Accepts the name of a public channel in place of an object. */
export const channelEntrySchema = v.pipe(
  v.unknown(),
  v.transform((entry) => (typeof entry === 'string' ? { name: entry } : entry)),
  channelInitSchema,
);

export const channelSchema = v.pipe(
  v.object({
    id: integerSchema,
    name: v.string(),
    type: v.picklist(['public', 'private', 'chatbot']),
    members,
    creatorId: integerSchema,
    botId: v.optional(integerSchema),
  }),
  v.transform((stored): Channel => ({ ...stored, members: stored.members, botId: stored.botId })),
);

/** Returns whether a user sees the channel. A public channel is open to all users, whoever its members are. */
export function isOpenTo({ type, members }: Channel, { name }: Pick<User, 'name'>): boolean {
  return type === 'public' || (members?.includes(name) ?? false);
}
