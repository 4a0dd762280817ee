import { answerText, slackReason, statusOf } from './answers.ts';
import { messageGroups } from './attachments.ts';
import { compose } from './compose.ts';
import type { NotificationFormat } from './format.ts';
import { fromMrkdwn } from './mrkdwn.ts';
import { assertReadable } from './readable.ts';

/**
 * The format of Slack's incoming webhooks: `text`, `attachments` and `blocks`. Discord reads it too, at `…/slack`.
 *
 * @example
 * ```ts
 * const { message } = await parseNotification(req, slack);
 * ```
 */
export const slack: NotificationFormat = {
  name: 'slack',
  read(received, options) {
    assertReadable(received);
    return compose(messageGroups(received, fromMrkdwn), options);
  },
  // Alertmanager and Grafana compare the text. A version of Grafana takes any other type for JSON.
  accepted: () => answerText('ok', 200, 'text/html'),
  refused: (error) => answerText(slackReason(error), statusOf(error, 403), 'text/html'),
};
