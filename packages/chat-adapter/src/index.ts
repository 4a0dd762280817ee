/**
 * Synology Chat for Chat SDK (npm `chat`): bots and AI agents that answer in Synology Chat.
 *
 * @module chat-adapter-synology
 */
import { SynologyAdapter } from './adapter.ts';
import type { SynologyAdapterConfig } from './config.ts';

export { SynologyAdapter } from './adapter.ts';
export type { SynologyAdapterConfig } from './config.ts';
export { SynologyFormatConverter } from './markup.ts';
export type { SentPost, SynologyRawMessage } from './messages.ts';
export type { SynologyThreadId } from './thread-id.ts';

/**
 * Returns an adapter for the integrations of Synology Chat. Options that are left out come from the environment.
 *
 * Throws a `ValidationError` without an integration, and a `TypeError` for an invalid URL or token.
 *
 * @example
 * ```ts
 * const chat = new Chat({
 *   userName: 'helper',
 *   state: createMemoryState(),
 *   adapters: { synology: createSynologyAdapter({ bot: process.env.SYNOCHAT_BOT! }) },
 * });
 * chat.onDirectMessage((thread, message) => thread.post(`You wrote: ${message.text}`));
 * ```
 */
export function createSynologyAdapter(config: SynologyAdapterConfig = {}): SynologyAdapter {
  return new SynologyAdapter(config);
}
