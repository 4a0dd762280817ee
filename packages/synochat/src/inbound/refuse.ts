import { RequestError } from '../shared/errors.ts';
import { respond } from './respond.ts';

/**
 * An answer that can be thrown, from any depth of a handler: the reply becomes a chat message, as `respond(reply)`.
 *
 * Only the caller of a slash command sees it; to a message of a channel it is an answer in the channel, and to the
 * press of a button it takes the place of the post with the buttons. Throws a `TypeError` if the reply is empty and a
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
  // A reply that cannot be sent is a mistake of the program, not of the user: say so here.
  respond(reply);
  return new RequestError('refused', `Refused: ${reply.replace(/\p{Cc}/gu, '\ufffd')}`, reply);
}
