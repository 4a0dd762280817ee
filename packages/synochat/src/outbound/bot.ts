import { SendError } from '../shared/errors.ts';
import type { Message } from '../shared/message.ts';
import { type Endpoint, readAddress, type WebhookAddress } from './address.ts';
import { attempt, deliver } from './deliver.ts';
import type { SendOptions } from './sender.ts';

/** What became of a message to one user. */
export interface SentToUser {
  /** Of the last post, which holds the buttons; undefined where Chat does not tell. Digits. */
  readonly postId: string | undefined;
}

/** What became of a message to many users, in the order of their ids. */
export interface SentToUsers {
  readonly sent: readonly (SentToUser & { readonly userId: number })[];
  readonly failed: readonly { readonly userId: number; readonly error: SendError }[];
}

/**
 * Writes a message to a user as the bot; resolves when Chat has taken all of it. `bot` is its Incoming URL as copied
 * out of Chat, or its parts.
 *
 * To many users it is one request each, a user named twice counts once, and a user that Chat refuses, as it does those
 * that are deleted or disabled, holds up nobody: three reports say that one such id makes a request to many fail.
 * Queue, splitting and options are those of `sendIncoming`, and so is what it rejects with; but to many users a
 * `SendError` is in `failed` instead, also one that all of them have in common, as a wrong token. An abort rejects, and
 * does not tell who was written to before.
 */
export function sendBot(
  bot: string | URL | WebhookAddress,
  userId: number,
  message: string | Message,
  options?: SendOptions,
): Promise<SentToUser>;
export function sendBot(
  bot: string | URL | WebhookAddress,
  userIds: readonly number[],
  message: string | Message,
  options?: SendOptions,
): Promise<SentToUsers>;
export function sendBot(
  bot: string | URL | WebhookAddress,
  to: number | readonly number[],
  message: string | Message,
  options: SendOptions = {},
): Promise<SentToUser | SentToUsers> {
  return attempt<SentToUser | SentToUsers>(() => {
    const endpoint = readAddress(bot, 'chatbot');
    for (const id of [to].flat()) {
      if (!Number.isSafeInteger(id) || id < 0) throw new TypeError('a user id is a whole number, as of listUsers');
    }
    return typeof to === 'number'
      ? sendTo(endpoint, to, message, options)
      : sendToMany(endpoint, [...new Set(to)], message, options);
  });
}

async function sendToMany(
  endpoint: Endpoint,
  userIds: readonly number[],
  message: string | Message,
  options: SendOptions,
): Promise<SentToUsers> {
  // All at once, each with its place in the line: what is written to one of them later comes later.
  const outcomes = await Promise.allSettled(
    userIds.map((userId) => attempt(() => sendTo(endpoint, userId, message, options))),
  );
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

function sendTo(
  endpoint: Endpoint,
  userId: number,
  message: string | Message,
  options: SendOptions,
): Promise<SentToUser> {
  return deliver(endpoint, message, options, (data) => readSent(data, userId), userId);
}

/** Source of the map from user to post: three clients; one of them also knows answers without it. */
function readSent(data: unknown, userId: number): SentToUser {
  const { succ } = Object(data) as { succ?: { user_id_post_map?: Record<string, unknown> } };
  const postId = succ?.user_id_post_map?.[userId];
  return { postId: typeof postId === 'number' || typeof postId === 'string' ? String(postId) : undefined };
}
