import { plain } from '../index.ts';
import { answerJson, reasonToShow, statusOf } from './answers.ts';
import { compose } from './compose.ts';
import type { NotificationFormat } from './format.ts';
import { fromHtml } from './html.ts';
import { markOfState } from './marks.ts';
import { toMarkup, toPlain } from './markup.ts';
import { filePart, type Part, titlePart } from './parts.ts';
import { assertReadable } from './readable.ts';
import { bounds, recordOf, wordsOf } from './words.ts';

/**
 * The format of the Apprise API: `title`, `body`, `format`, `type`, and addresses as `attachment`. Files are dropped.
 *
 * Source: caronc/apprise-api, apprise_api/api/views.py.
 *
 * @example
 * ```ts
 * const { message } = await parseNotification(req, apprise);
 * ```
 */
export const apprise: NotificationFormat = {
  name: 'apprise',
  read(received, options) {
    assertReadable(received);
    const { title, body, type, format, attachment, attach = attachment } = received.fields;
    const files: readonly unknown[] = (Array.isArray(attach) ? attach : [attach]).slice(0, bounds.attachments);
    const parts: Part[] = [
      titlePart(plain(wordsOf(title))),
      { text: fromApprise(wordsOf(body), wordsOf(format)), kind: 'lead' },
      ...files.map((file) => {
        const { url = file, filename } = recordOf(file);
        return filePart(url, wordsOf(filename));
      }),
    ];
    return compose([{ parts, mark: markOfState(wordsOf(type)) }], options);
  },
  accepted: () => answerJson({ error: null, details: [] }),
  // Sonarr reads `error`.
  refused: (error) => answerJson({ error: reasonToShow(error) }, statusOf(error)),
};

function fromApprise(body: string, format: string): string {
  if (/^html$/i.test(format)) return fromHtml(body);
  return /^markdown$/i.test(format) ? toMarkup(body, 'markdown') : toPlain(body);
}
