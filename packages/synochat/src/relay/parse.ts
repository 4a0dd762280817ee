import { RequestError } from '../index.ts';
import { assert } from '../shared/assert.ts';
import { receiveNotification } from './body.ts';
import { deliveryId } from './delivery.ts';
import type { Notification, NotificationFormat, NotificationOptions } from './format.ts';

/**
 * Reads a tool's notification as a message for Chat.
 *
 * The body may be JSON, whatever its Content-Type, a form, multipart or text; JSON with raw line breaks or commas too many is
 * repaired. Check the key of the address before: formats have no proof of origin. Answer with `accepted()` once the message is
 * stored or sent, and with `format.refused(error)` for a `RequestError`: tools read the answer.
 *
 * Throws a `RequestError`: `notification_invalid` for another format, `notification_empty` if there is nothing to show,
 * `probe` for HEAD and for a GET without a message, and `method_not_allowed`, `body_too_large`, `body_timeout`, `body_used` or
 * `body_invalid` as the other parsers. Throws a `RangeError` or a `TypeError` for invalid options.
 *
 * @param format One of `slack`, `mattermost`, `discord`, `ntfy`, `gotify`, `apprise`, `generic`, or a format of your own.
 *
 * @example
 * ```ts
 * app.post('/slack/:key', async (c) => {
 *   if (!verifyToken(c.req.param('key'), key)) return slack.refused(new RequestError('token_wrong', 'Wrong key'));
 *   try {
 *     const { message, accepted } = await parseNotification(c.req.raw, slack);
 *     await sendIncoming(webhook, message);
 *     return accepted();
 *   } catch (error) {
 *     if (error instanceof RequestError) return slack.refused(error);
 *     throw error;
 *   }
 * });
 * ```
 */
export async function parseNotification(
  req: Request,
  format: NotificationFormat,
  options: NotificationOptions = {},
): Promise<Notification> {
  assert(Object(options) === options, 'The options', 'an object', options);
  assert(typeof (Object(format) as Partial<NotificationFormat>).read === 'function', 'The format', 'a format', format);
  const { maxText = 8000 } = options;
  if (!Number.isInteger(maxText) || maxText < 1) throw new RangeError('maxText must be a whole number of 1 or more');
  if (req.method === 'HEAD') throw probe();
  // ntfy takes PUT too.
  if (!/^(GET|POST|PUT)$/.test(req.method))
    throw new RequestError('method_not_allowed', `${req.method} is neither POST nor PUT`);
  const received = await receiveNotification(req, options);
  const message = format.read(received, options);
  if (!message.text && message.fileUrl === undefined && !message.attachments?.length)
    throw req.method === 'GET'
      ? probe()
      : new RequestError('notification_empty', 'The notification has nothing to show');
  return {
    kind: 'notification',
    format: format.name,
    message,
    id: deliveryId(received.headers),
    accepted: () => format.accepted(received),
  };
}

function probe(): RequestError {
  return new RequestError('probe', 'A request without a message', 'no text');
}
