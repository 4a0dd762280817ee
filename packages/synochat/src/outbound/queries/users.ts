import * as v from 'valibot';
import { assert, assertText } from '../../shared/assert.ts';
import type { Webhook } from '../exchange/address.ts';
import type { CallOptions } from '../exchange/exchange.ts';
import { looseText, queryList, wholeNumber } from './query.ts';

/** A user, as a bot sees users. */
export interface ChatUser {
  /** The id that `sendBot` takes. */
  readonly id: number;
  /** The user name. */
  readonly name: string;
  /** Empty if the user has no nickname. Users may change it. */
  readonly nickname: string;
  /** Empty if Chat does not tell. */
  readonly email: string;
  /** A deleted user cannot be written to. */
  readonly deleted: boolean;
  /** A disabled user cannot be written to. */
  readonly disabled: boolean;
  /** Seen: `human`. Empty if Chat does not tell. */
  readonly type: string;
  /** Seen: `online`. Empty if Chat does not tell. */
  readonly status: string;
}

/**
 * Returns the users who can see the bot, including deleted and disabled users.
 *
 * A NAS with many users can take longer than 20 seconds (one report). While a bot is hidden, the list is empty (two
 * reports). An entry without a usable id, name, or mark as deleted or disabled is left out, as nobody can write to such a
 * user. Throws a `SendError` if the call fails; `not_chat` names the wrong member of the first entry if no entry is
 * usable. Throws the signal's reason after an abort, and a `TypeError` or `RangeError` for an invalid argument.
 *
 * @param bot The *Incoming URL* of the bot in Chat, or the parts of the URL.
 * @example
 * ```ts
 * const users = await listUsers(process.env.SYNOCHAT_BOT!);
 * const active = users.filter(({ deleted, disabled }) => !deleted && !disabled);
 * ```
 */
export function listUsers(bot: Webhook, options: CallOptions = {}): Promise<ChatUser[]> {
  const text = looseText();
  const flag = v.nullish(v.boolean(), false);
  const entry = v.object({
    user_id: wholeNumber(),
    username: v.string(),
    nickname: text,
    deleted: flag,
    is_disabled: flag,
    type: text,
    status: text,
    user_props: v.fallback(v.nullish(v.object({ email: text })), undefined),
  });
  return queryList(
    bot,
    'user_list',
    {},
    options,
    'users',
    v.pipe(
      entry,
      v.transform(({ user_id, username, is_disabled, user_props, ...rest }) => ({
        id: user_id,
        name: username,
        disabled: is_disabled,
        email: user_props?.email ?? '',
        ...rest,
      })),
    ),
  );
}

/**
 * Returns the user who wrote an outgoing webhook's message, or undefined if the name does not tell.
 *
 * An outgoing webhook may carry a `user.id` that is not the id `sendBot` takes (one report); the events of a bot do not.
 * The name of the event was the nickname in that report. So this function returns the one active user whose nickname or
 * user name equals the name, ignoring case, and undefined if two users have the name. Users can change their nicknames,
 * so a user may take the name of a deleted user or of a user whom the bot does not see: do not grant rights by the
 * result. Throws a `TypeError` if `users` is no list of users or if `author` has no name.
 *
 * @param users All users, as `listUsers` returns them.
 * @param author The user of the event. Only the name counts.
 * @example
 * ```ts
 * const bot = process.env.SYNOCHAT_BOT!;
 * const author = findUser(await listUsers(bot), event.user);
 * if (author) await sendBot(bot, author.id, 'Thank you');
 * ```
 */
export function findUser(users: readonly ChatUser[], author: { readonly name: string }): ChatUser | undefined {
  assert(isUserList(users), 'users', 'the users that listUsers returns', users);
  assertText('The name of the author', (Object(author) as typeof author).name);
  const wanted = author.name.toLowerCase();
  const [found, other] = users.filter(
    (user) =>
      !user.deleted && !user.disabled && (user.nickname.toLowerCase() === wanted || user.name.toLowerCase() === wanted),
  );
  return other || wanted === '' ? undefined : found;
}

function isUserList(users: unknown): boolean {
  return Array.isArray(users) && users.every(hasNames);
}

function hasNames(user: unknown): boolean {
  const { name, nickname } = Object(user) as Partial<ChatUser>;
  return typeof name === 'string' && typeof nickname === 'string';
}
