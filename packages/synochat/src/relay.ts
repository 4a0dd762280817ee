/**
 * Reads the notifications of other tools, in the formats of Slack, Mattermost, Discord, ntfy, Gotify, Apprise and plain
 * webhooks, as messages for Chat.
 *
 * @module synochat/relay
 */
export { type LabelKind, linkTo } from './relay/address.ts';
export { apprise } from './relay/apprise.ts';
export { discord } from './relay/discord.ts';
export type {
  Notification,
  NotificationFormat,
  NotificationOptions,
  ReceivedNotification,
  ShowOptions,
} from './relay/format.ts';
export { generic } from './relay/generic.ts';
export { gotify } from './relay/gotify.ts';
export { toChatMarkup } from './relay/markup.ts';
export { ntfy } from './relay/ntfy.ts';
export { parseNotification } from './relay/parse.ts';
export { mattermost, slack } from './relay/slack.ts';
