import { plain } from '../index.ts';
import { answerJson, reasonToShow, statusOf } from './answers.ts';
import { compose } from './compose.ts';
import type { NotificationFormat, ReceivedNotification } from './format.ts';
import { toMarkup, toPlain } from './markup.ts';
import { addressPart, imagePart, type Part, titlePart } from './parts.ts';
import { numberOf, recordOf, wordsOf } from './words.ts';

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
    return answerJson({ id: 1, appid: 1, ...words, priority: numberOf(priority), date: new Date().toISOString() });
  },
  refused(error) {
    const status = statusOf(error);
    const reason = reasonToShow(error);
    return answerJson({ error: reason, errorCode: status, errorDescription: reason }, status);
  },
};

function gotifyParts({ fields, query, text }: ReceivedNotification): Part[] {
  const { extras, title = query.get('title') } = fields;
  const message = wordsOf(fields['message'] ?? query.get('message') ?? (Object.keys(fields).length > 0 ? '' : text));
  const { contentType } = recordOf(recordOf(extras)['client::display']);
  const { click, bigImageUrl: image } = recordOf(recordOf(extras)['client::notification']);
  const address = wordsOf(recordOf(click)['url']);
  const words = wordsOf(title);
  const isMarkdown = wordsOf(contentType).startsWith('text/markdown');
  return [
    titlePart(plain(words), address),
    // Sonarr names its image in both places.
    {
      text: isMarkdown ? toMarkup(message.replace(`![](${wordsOf(image)})`, ''), 'markdown') : toPlain(message),
      kind: 'lead',
    },
    addressPart(address, words),
    imagePart(image),
  ];
}
