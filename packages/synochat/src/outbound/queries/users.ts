import * as v from 'valibot';
import { assert, assertText } from '../../shared/assert.ts';
import type { Webhook } from '../exchange/address.ts';
import type { CallOptions } from '../exchange/exchange.ts';
import { askList, looseText, wholeNumber } from './query.ts';

/** A user as a bot sees one. */
export interface ChatUser {
  /** What `sendBot` takes. */
  readonly id: number;
  /** The user name. */
  readonly name: string;
  /** Empty for none. Users may change it. */
  readonly nickname: string;
  /** Empty where Chat does not tell. */
  readonly email: string;
  /** A deleted user cannot be written to. */
  readonly deleted: boolean;
  /** A disabled user cannot be written to. */
  readonly disabled: boolean;
  /** Seen: `human`. Empty where Chat does not tell. */
  readonly type: string;
  /** Seen: `online`. Empty where Chat does not tell. */
  readonly status: string;
}

/**
 * The users who can see the bot, those that are deleted or disabled included.
 *
 * A NAS with many users can take longer than 20 seconds (one report), and while a bot is hidden nobody is listed (two
 * reports). An entry without a usable id, name, or mark as deleted or disabled is left out, as nobody can write to such a
 * user, and one odd entry must not take all others away; if none is usable, `not_chat` names the place in the first.
 * Rejects with a `SendError`, the signal's reason, or a `TypeError` for a wrong address.
 *
 * @param bot The *Incoming URL* that Chat shows for the bot, or its parts.
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
  return askList(
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
 * Which of the users, as `listUsers` gives them, wrote an outgoing webhook's message; undefined when it cannot be told.
 *
 * An outgoing webhook may carry a `user.id` that is not the one `sendBot` takes (one report); the events of a bot do
 * not. What is left is the name, which was the nickname in that report: so this is the one active user whose nickname
 * or user name it is, whatever the case of its letters, and undefined when there are two. The risk: users can change
 * their nicknames, so one may take the name of another who is not there, or whom the bot does not see. Do not let
 * what is found decide who may do something. Throws a `TypeError` for users and an author that are none.
 *
 * @param users All users, as `listUsers` returns them.
 * @param author The user of the event, whose name decides.
 * @example
 * ```ts
 * const bot = process.env.SYNOCHAT_BOT!;
 * const author = findUser(await listUsers(bot), event.user);
 * if (author) await sendBot(bot, author.id, 'Thank you');
 * ```
 */
export function findUser(users: readonly ChatUser[], author: { readonly name: string }): ChatUser | undefined {
  assert(areUsers(users), 'users', 'what listUsers resolves to', users);
  assertText('The name of the author', (Object(author) as typeof author).name);
  const wanted = author.name.toLowerCase();
  const [found, other] = users.filter(
    (user) =>
      !user.deleted && !user.disabled && (user.nickname.toLowerCase() === wanted || user.name.toLowerCase() === wanted),
  );
  return other || wanted === '' ? undefined : found;
}

function areUsers(users: unknown): boolean {
  return Array.isArray(users) && users.every(isNamed);
}

function isNamed(user: unknown): boolean {
  const { name, nickname } = Object(user) as Partial<ChatUser>;
  return typeof name === 'string' && typeof nickname === 'string';
}
