import { plain } from '../index.ts';
import { answerJson, statusOf } from './answers.ts';
import { compose } from './compose.ts';
import type { NotificationFormat, ReceivedNotification } from './format.ts';
import { fromMarkdown } from './markdown.ts';
import { imagePart, type Part, titlePart } from './parts.ts';
import { recordOf, wordsOf } from './words.ts';

/**
 * The format of Gotify: `title` and `message`, with Markdown, an address and an image by `extras`.
 *
 * Source: gotify/server, model/message.go: `message` and `title` may be JSON, a form, or a query.
 *
 * @example
 * ```ts
 * const { message } = await parseNotification(req, gotify);
 * ```
 */
export const gotify: NotificationFormat = {
  name: 'gotify',
  read: (received, options) => compose([{ parts: gotifyParts(received) }], options),
  accepted({ fields }) {
    const { title, message, priority } = fields;
    const words = { title: wordsOf(title), message: wordsOf(message) };
    return answerJson({ id: 1, appid: 1, ...words, priority: Number(priority) || 0, date: new Date().toISOString() });
  },
  refused: (error) =>
    answerJson({ error: error.reply, errorCode: statusOf(error), errorDescription: error.reply }, statusOf(error)),
};

function gotifyParts({ fields, query, text }: ReceivedNotification): Part[] {
  const { extras, title = query.get('title') } = fields;
  const message = wordsOf(fields['message'] ?? query.get('message') ?? (Object.keys(fields).length > 0 ? '' : text));
  const display = recordOf(recordOf(extras)['client::display']);
  const notification = recordOf(recordOf(extras)['client::notification']);
  const click = wordsOf(recordOf(notification['click'])['url']);
  const image = wordsOf(notification['bigImageUrl']);
  const isMarkdown = wordsOf(display['contentType']).startsWith('text/markdown');
  // Sonarr names its image in both places.
  const markdown = message.replace(`![](${image})`, '');
  return [
    titlePart(plain(wordsOf(title)), click),
    { text: isMarkdown ? fromMarkdown(markdown) : plain(message), kind: 'lead' },
    imagePart(image, ''),
  ];
}
