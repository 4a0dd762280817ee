import { encodeMessage, type Message, maxText, toMessage } from '../shared/message.ts';
import { markNew } from '../shared/response.ts';

/**
 * Returns a response that makes Chat post the message: in the channel for an outgoing webhook, only to the user who typed
 * the command for a slash command.
 *
 * Chat drops the file of a slash command's reply (tested by the author of a Python client). Throws a `RangeError` over
 * 2000 code points, which Chat would drop silently, and a `TypeError` if the message is empty, if it has two files, or for
 * invalid buttons. Pass a stranger's text through `truncate(plain(text))`.
 *
 * @param fileUrl The address from which the NAS downloads a file, the same as `fileUrl` of the message.
 *
 * @example
 * ```ts
 * return respond('Deployed', 'https://example.com/report.pdf');
 * ```
 */
export function respond(message: string | Message, fileUrl?: string | URL): Response {
  const whole: Message = { ...toMessage(message) };
  if (fileUrl !== undefined) {
    if (whole.fileUrl !== undefined) throw new TypeError('The reply has two files: pass fileUrl once');
    whole.fileUrl = fileUrl;
  }
  const { text = '' } = whole;
  // A surrogate pair counts once.
  const length = text.length > maxText ? Array.from(text).length : 0;
  if (length > maxText) throw new RangeError(`The reply has ${length} characters, and Chat drops more than ${maxText}`);
  return markNew(new Response(encodeMessage(whole), { headers: { 'content-type': 'application/json' } }));
}

/**
 * Returns a response after which nothing is posted and no failure notice appears: 200, empty.
 *
 * Never 204, after which some versions of Chat show a failure notice (reported by one project's users).
 *
 * @example
 * ```ts
 * if (event.channel.name !== 'ops') return acknowledge();
 * ```
 */
export function acknowledge(): Response {
  return markNew(new Response(null));
}
