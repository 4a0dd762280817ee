/**
 * Reads the notifications of other tools, in the formats of Slack, Mattermost, Discord, ntfy, Gotify, Apprise and plain
 * webhooks, as messages for Chat.
 *
 * @module synochat/relay
 */
export type {
  Notification,
  NotificationFormat,
  NotificationOptions,
  ReceivedNotification,
  ShowOptions,
} from './relay/format.ts';
export { apprise, discord, generic, gotify, mattermost, ntfy, slack } from './relay/formats.ts';
export { toChatMarkup } from './relay/markup.ts';
export { parseNotification } from './relay/parse.ts';
