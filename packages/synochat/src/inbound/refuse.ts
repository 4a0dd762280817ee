import { RequestError } from '../shared/errors.ts';
import { respond } from './respond.ts';

/**
 * Returns an error to throw at any depth of a handler. The reply becomes a chat message, as with `respond(reply)`.
 *
 * Only the user who typed a slash command sees the reply. The reply to a message of a channel is posted in the channel, and
 * the reply to the press of a button replaces the post with the buttons. Throws a `TypeError` if the reply is empty and a
 * `RangeError` over 2000 code points.
 *
 * @param reply The text that the user reads, with Chat's markup.
 *
 * @example
 * ```ts
 * function assertAdmin({ user }: { user: { id: number } }) {
 *   if (!admins.has(user.id)) throw refuse('Only admins may deploy');
 * }
 * ```
 */
export function refuse(reply: string): RequestError {
  if (typeof reply !== 'string') throw new TypeError('The reply must be a text');
  // Throws here if the reply cannot be sent: that is a mistake of the program, not of the user.
  respond(reply);
  return new RequestError('refused', `Refused: ${reply.replace(/\p{Cc}/gu, '\ufffd')}`, reply);
}
