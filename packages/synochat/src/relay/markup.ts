import { assertText } from '../shared/assert.ts';
import { fromMarkdown } from './markdown.ts';
import { fromMrkdwn } from './mrkdwn.ts';

/**
 * Returns a text of Slack (`mrkdwn`) or in Markdown in Chat's markup: bold, italic and struck words, links, headings, lists,
 * code.
 *
 * Chat's own markup for links is escaped, so that a stranger cannot post a disguised link. A link whose label names another
 * address shows both. The time is linear in the length of any text. Throws a `TypeError` for what is no text.
 *
 * @example
 * ```ts
 * await sendIncoming(webhook, toChatMarkup('**Done**: [the log](https://ci.example/7)', 'markdown'));
 * ```
 */
export function toChatMarkup(text: string, from: 'mrkdwn' | 'markdown'): string {
  assertText('The text', text);
  return from === 'markdown' ? fromMarkdown(text) : fromMrkdwn(text);
}
