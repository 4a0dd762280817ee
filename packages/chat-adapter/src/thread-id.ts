import { ValidationError } from '@chat-adapter/shared';
import type { Channel } from 'synochat';

/** The parts of a thread's id. */
export interface SynologyThreadId {
  /**
   * `dm` is the conversation of a user with the bot, `channel` a channel, and `slash` the reply to one slash command, which
   * ends with the command.
   */
  kind: 'dm' | 'channel' | 'slash';
  /** The user's id for the bot; the key of the channel in `webhooks`, else the channel's id or name; a random id. */
  id: string;
}

/** The name of the adapter, and the first part of each thread's id. */
export const adapterName = 'synology';

/**
 * Returns the id of a thread: `synology:dm:4`, `synology:channel:ops`.
 *
 * Messages in a thread of Chat belong to the thread of their channel, because no integration can post in a thread of Chat.
 */
export function encodeThread({ kind, id }: SynologyThreadId): string {
  // JSON can hold half of a pair of surrogates, which cannot be encoded.
  return `${adapterName}:${kind}:${encodeURIComponent(id.replace(/\p{Cs}/gu, '\ufffd'))}`;
}

/** Returns the parts of a thread's id. Throws a `ValidationError` for the id of another platform and for an invalid id. */
export function decodeThread(threadId: string): SynologyThreadId {
  const [, kind, encoded = ''] = /^synology:(dm|channel|slash):([^:]+)$/.exec(threadId) ?? [];
  const id = decode(encoded);
  if (kind === undefined || id === undefined || (kind === 'dm' && !isBotUser(id)))
    throw new ValidationError(adapterName, `Not a thread of Synology Chat: ${threadId}. One looks like synology:dm:4`);
  return { kind: kind as SynologyThreadId['kind'], id };
}

/** Returns whether a text is an id of the bot's users, as Chat writes ids: other spellings would be threads of their own. */
export function isBotUser(id: string): boolean {
  return /^[1-9]\d{0,14}$/.test(id);
}

/**
 * Returns the thread of a channel: by the id if `webhooks` has the id, else by the name if `webhooks` has the name, else by
 * the id. A key of digits is an id, so that no channel can take the webhook of another by its name.
 */
export function channelThread(channel: Channel, webhooks: ReadonlyMap<string, unknown>): SynologyThreadId {
  const id = channel.id === undefined ? undefined : String(channel.id);
  const isNamed = !/^\d+$/.test(channel.name) && webhooks.has(channel.name);
  return { kind: 'channel', id: id !== undefined && (webhooks.has(id) || !isNamed) ? id : channel.name };
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
