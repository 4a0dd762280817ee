/**
 * Reads the requests of Synology Chat into typed values and sends messages to it, by plain `Request`, `Response` and `fetch`.
 *
 * @module synochat
 */
export type { BodyOptions } from './inbound/body.ts';
export type { BotEvent, BotMessage, ButtonPress, ChatEvent, PressedButton } from './inbound/bot-events.ts';
export { type CommandLine, type CommandOptions, parseCommand } from './inbound/command/command.ts';
export type { SlashEntries, SlashEntry, SlashSchema } from './inbound/command/grammar.ts';
export { type CommandTexts, en } from './inbound/command/texts.ts';
export { usage } from './inbound/command/usage.ts';
export { type DedupeOptions, dedupe } from './inbound/dedupe.ts';
export type { Channel, OutgoingMessage, Received, SlashCommand } from './inbound/events.ts';
export { chatHandler, type HandlerOptions } from './inbound/handler.ts';
export { type LateWork, type LateWorkOptions, lateWork } from './inbound/late.ts';
export {
  type OutgoingOptions,
  type ParseOptions,
  parseBot,
  parseOutgoing,
  parseSlash,
  type SlashOptions,
  type TextsSource,
  type UncheckedOptions,
} from './inbound/parse.ts';
export { refuse } from './inbound/refuse.ts';
export { acknowledge, respond } from './inbound/respond.ts';
export type { Answer, ChatRoute, RouteOptions } from './inbound/route.ts';
export { type EventHandlers, onBot, onOutgoing, onSlash } from './inbound/routes.ts';
export { type TokenSource, verifyToken } from './inbound/token.ts';
export { type Address, parseAddress, type Webhook, type WebhookAddress } from './outbound/exchange/address.ts';
export { type ChatMethod, callChat } from './outbound/exchange/call.ts';
export type { CallOptions } from './outbound/exchange/exchange.ts';
export type { Fetch, FetchInit, FetchReply } from './outbound/exchange/fetch.ts';
export { type SentToUser, type SentToUsers, sendBot, sendBotAll } from './outbound/posting/bot.ts';
export { type LimiterOptions, memoryLimiter, type RateLimiter } from './outbound/posting/limiter.ts';
export type { PostedPart, SendOptions, UpcomingRetry } from './outbound/posting/options.ts';
export { sendIncoming } from './outbound/posting/send.ts';
export { splitText } from './outbound/posting/split.ts';
export { type ChatChannel, listChannels } from './outbound/queries/channels.ts';
export { getPostFile, type PostFile, type PostFileOptions } from './outbound/queries/post-file.ts';
export { type ChatPost, eachPost, listPosts, type PostsOptions } from './outbound/queries/posts.ts';
export { type ChatUser, findUser, listUsers } from './outbound/queries/users.ts';
export { RequestError, type RequestErrorCode, SendError } from './shared/errors.ts';
export type { SendErrorCode } from './shared/failure.ts';
export { link, plain } from './shared/markup.ts';
export type { Attachment, Button, Message } from './shared/message.ts';
export { truncate } from './shared/truncate.ts';
