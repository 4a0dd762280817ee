import { answerText, slackReason, statusOf } from './answers.ts';
import { messageGroups } from './attachments.ts';
import { convertAround } from './code.ts';
import { compose } from './compose.ts';
import type { NotificationFormat } from './format.ts';
import { fromMarkdown } from './markdown.ts';
import { assertReadable } from './readable.ts';

/**
 * The format of Mattermost's incoming webhooks, and of Rocket.Chat's: Slack's attachments with Markdown.
 *
 * @example
 * ```ts
 * const { message } = await parseNotification(req, mattermost);
 * ```
 */
export const mattermost: NotificationFormat = {
  name: 'mattermost',
  read(received, options) {
    assertReadable(received);
    return compose(messageGroups(received, fromMattermost), options);
  },
  accepted: () => answerText('ok', 200, 'text/plain'),
  refused: (error) => answerText(slackReason(error), statusOf(error, 403), 'text/plain'),
};

/** Mattermost takes Slack's links and mentions too. Source: its page "Incoming webhooks", section on Slack compatibility. */
function fromMattermost(text: string): string {
  return fromMarkdown(convertAround(text, fromSlackForms, (code) => code));
}

function fromSlackForms(text: string): string {
  return text
    .replace(/<(https?:[^\s<>|]+)\|([^<>[\]\n]+)>/g, (_, url: string, label: string) => {
      return `[${label}](${url.replace(/[()]/g, (bracket) => (bracket === '(' ? '%28' : '%29'))})`;
    })
    .replace(/<!(here|channel|all)(?:\|[^<>\n]*)?>/g, '@$1')
    .replace(/<@([^<>|\s]+)(?:\|[^<>\n]*)?>/g, '@$1');
}
