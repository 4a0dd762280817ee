import type { RequestError } from '../index.ts';
import { answer, statusOf } from './answers.ts';
import { messageGroups } from './attachments.ts';
import { compose } from './compose.ts';
import type { Dialect } from './dialect.ts';
import type { NotificationFormat } from './format.ts';
import { assertReadable } from './readable.ts';

/**
 * The format of Slack's incoming webhooks: `text`, `attachments` and `blocks`. Discord reads it too, at `…/slack`.
 *
 * @example
 * ```ts
 * const { message } = await parseNotification(req, slack);
 * ```
 */
// Alertmanager and Grafana compare the text of the answer. A version of Grafana takes any other type for JSON.
export const slack: NotificationFormat = /* @__PURE__ */ createSlackFormat('slack', 'mrkdwn', 'text/html');

/**
 * The format of Mattermost's incoming webhooks, and of Rocket.Chat's: Slack's attachments with Markdown.
 *
 * Mattermost takes Slack's links and mentions too. Source: its page "Incoming webhooks", section on Slack compatibility.
 *
 * @example
 * ```ts
 * const { message } = await parseNotification(req, mattermost);
 * ```
 */
export const mattermost: NotificationFormat = /* @__PURE__ */ createSlackFormat(
  'mattermost',
  'mattermost',
  'text/plain',
);

function createSlackFormat(name: string, from: Dialect, type: string): NotificationFormat {
  return {
    name,
    read(received, options) {
      assertReadable(received);
      return compose(messageGroups(received, from), options);
    },
    accepted: () => answer('ok', 200, type),
    refused(error) {
      const status = statusOf(error);
      return answer(slackReason(error, status), status === 401 ? 403 : status, type);
    },
  };
}

/** Returns an error in Slack's words. Mattermost's tools expect the same. */
function slackReason({ code }: RequestError, status: number): string {
  if (code === 'probe') return '';
  if (status === 401) return 'invalid_token';
  if (status === 503) return 'rollup_error';
  return code === 'notification_empty' ? 'no_text' : 'invalid_payload';
}
