import type { Message } from '../../shared/message.ts';
import { readEndpoint, type Webhook } from '../exchange/address.ts';
import type { SendOptions } from './options.ts';
import { postParts } from './parts.ts';

/**
 * Posts a message to the channel of an incoming webhook. Resolves when Chat has accepted all of the message.
 *
 * Posts of one integration leave in call order, one at a time, at least `interval` milliseconds apart, also under
 * concurrent callers. A text that is too long for one post leaves in several posts, the file with the first and the
 * buttons with the last. The message travels percent-encoded, so that `&`, `+` and `%` arrive.
 *
 * Throws a `SendError` if the message was not, or perhaps not, delivered, the signal's reason after an abort, a
 * `TypeError` for an invalid address or an empty message, and a `RangeError` for an invalid option.
 *
 * @param webhook The URL of the incoming webhook in Chat, or the parts of the URL.
 * @example
 * ```ts
 * await sendIncoming(process.env.SYNOCHAT_WEBHOOK!, 'The backup is done');
 * ```
 */
export async function sendIncoming(
  webhook: Webhook,
  message: string | Message,
  options: SendOptions = {},
): Promise<void> {
  return postParts(readEndpoint(webhook, 'incoming'), message, options).then(() => undefined);
}
