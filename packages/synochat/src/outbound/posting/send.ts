import type { Message } from '../../shared/message.ts';
import { readAddress, type Webhook } from '../exchange/address.ts';
import type { SendOptions } from './attempt.ts';
import { deliver } from './parts.ts';

/**
 * Posts a message to the channel of an incoming webhook; resolves when Chat has taken all of it.
 *
 * Posts of one integration leave in call order, one at a time, `interval` milliseconds apart, also under concurrent
 * callers. A text that is too long for one post leaves in several, the file with the first and the buttons with the
 * last. Rejects with a `SendError`, the signal's reason, a `TypeError` for a wrong address or an empty message, or a
 * `RangeError` for a wrong option. The message travels percent-encoded, so that `&`, `+` and `%` arrive.
 *
 * @param webhook The URL that Chat shows for the incoming webhook, or its parts.
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
  return deliver(readAddress(webhook, 'incoming'), message, options, nothing);
}

function nothing(): void {
  // What Chat says to a webhook's message tells nothing.
}
