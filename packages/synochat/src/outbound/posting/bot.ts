import { SendError } from '../../shared/errors.ts';
import type { Message } from '../../shared/message.ts';
import { type Endpoint, readEndpoint, type Webhook } from '../exchange/address.ts';
import type { SendOptions } from './options.ts';
import { postParts } from './parts.ts';

/** The outcome of a message to a single user. */
export interface SentToUser {
  /** The id of the last post, which holds the buttons: digits. Undefined if Chat does not tell. */
  readonly postId: string | undefined;
}

/** The outcome of a message to several users, in the order of their ids. */
export interface SentToUsers {
  /** The users whose message Chat accepted as a whole. */
  readonly sent: readonly (SentToUser & { readonly userId: number })[];
  /** The users whose message was not, or perhaps not, delivered, each with the user's own error. */
  readonly failed: readonly { readonly userId: number; readonly error: SendError }[];
}

/**
 * Writes a message to a user as the bot, and returns the id of the post. Resolves as soon as Chat has accepted the
 * whole message.
 *
 * Queue, splitting and options are the same as for `sendIncoming`. Throws a `SendError` if the message was not, or perhaps
 * not, delivered, the signal's reason after an abort, and a `TypeError` or `RangeError` for an invalid argument.
 *
 * @param bot The *Incoming URL* of the bot in Chat, or the parts of the URL.
 * @param userId The id of the user, as `listUsers` returns it.
 * @example
 * ```ts
 * const { postId } = await sendBot(process.env.SYNOCHAT_BOT!, 4, 'The backup is done');
 * ```
 */
export async function sendBot(
  bot: Webhook,
  userId: number,
  message: string | Message,
  options: SendOptions = {},
): Promise<SentToUser> {
  const endpoint = readEndpoint(bot, 'chatbot');
  if (Array.isArray(userId)) throw new TypeError('sendBot writes to one user: use sendBotAll for several');
  assertUserId(userId);
  return sendTo(endpoint, userId, message, options);
}

/**
 * Writes a message to several users as the bot, and returns the outcome for each user.
 *
 * Each user gets a separate request, because three reports say that one deleted or disabled user makes a request to
 * several users fail. A duplicate user id counts once. A `SendError` is returned in `failed` instead of thrown, even if
 * all users fail for the same reason, such as a wrong token. Throws the signal's reason after an abort, without telling
 * which users were written to before, and a `TypeError` or `RangeError` for an invalid argument.
 *
 * @param bot The *Incoming URL* of the bot in Chat, or the parts of the URL.
 * @param userIds The ids of the users, as `listUsers` returns them.
 * @example
 * ```ts
 * const users = await listUsers(process.env.SYNOCHAT_BOT!);
 * const { failed } = await sendBotAll(process.env.SYNOCHAT_BOT!, users.map(({ id }) => id), 'The NAS restarts at 22:00');
 * ```
 */
export async function sendBotAll(
  bot: Webhook,
  userIds: readonly number[],
  message: string | Message,
  options: SendOptions = {},
): Promise<SentToUsers> {
  const endpoint = readEndpoint(bot, 'chatbot');
  if (!Array.isArray(userIds)) throw new TypeError('sendBotAll takes an array of user ids: use sendBot for one user');
  // Not by `forEach`, which skips holes.
  for (const id of userIds) assertUserId(id);
  return sendToAll(endpoint, [...new Set(userIds)], message, options);
}

function assertUserId(id: unknown): void {
  if (!Number.isSafeInteger(id) || Number(id) < 0)
    throw new TypeError('A user id must be a whole number, such as `listUsers` returns');
}

async function sendToAll(
  endpoint: Endpoint,
  userIds: readonly number[],
  message: string | Message,
  options: SendOptions,
): Promise<SentToUsers> {
  // All at once, each with a place in the line: a later message to any of the users stays behind.
  const outcomes = await Promise.allSettled(userIds.map(async (userId) => sendTo(endpoint, userId, message, options)));
  const sent: (SentToUser & { userId: number })[] = [];
  const failed: { userId: number; error: SendError }[] = [];
  for (const [n, outcome] of outcomes.entries()) {
    const userId = userIds[n] ?? 0;
    if (outcome.status === 'fulfilled') sent.push({ userId, ...outcome.value });
    else if (outcome.reason instanceof SendError) failed.push({ userId, error: outcome.reason });
    else throw outcome.reason;
  }
  return { sent, failed };
}

/**
 * Posts to the user and returns the id of the post. Source of the map from user to post: three clients; one client also
 * reports replies without the map.
 */
async function sendTo(
  endpoint: Endpoint,
  userId: number,
  message: string | Message,
  options: SendOptions,
): Promise<SentToUser> {
  const data = await postParts(endpoint, message, options, userId);
  const { succ } = Object(data) as { succ?: { user_id_post_map?: Record<string, unknown> } };
  const postId = succ?.user_id_post_map?.[userId];
  return { postId: typeof postId === 'number' || typeof postId === 'string' ? String(postId) : undefined };
}
