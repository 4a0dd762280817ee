import type { Channel } from '../room/channel.ts';
import type { PostedButton } from '../room/message.ts';
import type { User } from '../room/user.ts';
import type { Switches } from '../switches/switches.ts';

/** A message of a user, as an app receives it. */
export interface UserMessage {
  readonly user: User;
  readonly channel: Channel;
  readonly postId: string;
  readonly sentAt: Date;
  readonly text: string;
  /** Set for an uploaded file. */
  readonly fileName?: string | undefined;
}

/** A message for an outgoing webhook. */
export interface TriggerMessage extends UserMessage {
  /** Undefined sends no trigger word. */
  readonly triggerWord: string | undefined;
}

/** The parameters of a hook in sending order. All values are strings. */
export type WireFields = readonly (readonly [name: string, value: string])[];

// The only type of channel ever seen on the wire, and the mark of a message outside any thread.
const channelType = '1';
const noThread = '0';

/** Returns the fields of an outgoing webhook, in the order of the samples published by several clients. */
export function outgoingFields(
  token: string,
  { user, channel, postId, sentAt, text, triggerWord }: TriggerMessage,
  switches: Pick<Switches, 'webhookUserIdOffset' | 'hookName'>,
): WireFields {
  const fields: WireFields = [
    ['token', token],
    ['channel_id', String(channel.id)],
    ['channel_type', channelType],
    ['channel_name', channelName(channel)],
    ['user_id', String(user.id + switches.webhookUserIdOffset)],
    ['username', shownName(user, switches)],
    ['post_id', postId],
    ['thread_id', noThread],
    ['timestamp', String(sentAt.getTime())],
    ['text', text],
  ];
  return triggerWord === undefined ? fields : [...fields, ['trigger_word', triggerWord]];
}

/** Returns the fields of a slash command. Four are certain. Post, thread and time are an assumption. */
export function slashFields(
  token: string,
  { user, channel, postId, sentAt, text }: UserMessage,
  switches: Pick<Switches, 'minimalSlash' | 'hookName'>,
): WireFields {
  const who: WireFields = [
    ['user_id', String(user.id)],
    ['username', shownName(user, switches)],
  ];
  if (switches.minimalSlash) return [['token', token], ...who, ['text', text]];
  return [
    ['token', token],
    ['channel_id', String(channel.id)],
    ['channel_name', channelName(channel)],
    ...who,
    ['post_id', postId],
    ['thread_id', noThread],
    ['timestamp', String(sentAt.getTime())],
    ['text', text],
  ];
}

/**
 * Returns the fields of a message to a bot, without channel and trigger word, as seven receivers rely on. An uploaded
 * file has a name, and no text or an empty text. No receiver finds a URL of the file.
 */
export function botFields(
  token: string,
  { user, postId, sentAt, text, fileName }: Omit<UserMessage, 'channel'>,
  switches: Pick<Switches, 'hookName' | 'uploadText'>,
): WireFields {
  const fields: WireFields = [
    ['token', token],
    ['user_id', String(user.id)],
    ['username', shownName(user, switches)],
    ['post_id', postId],
    ['thread_id', noThread],
    ['timestamp', String(sentAt.getTime())],
  ];
  if (fileName === undefined) return [...fields, ['text', text]];
  return [...fields, ...(switches.uploadText === 'empty' ? [['text', ''] as const] : []), ['file_name', fileName]];
}

export interface ButtonPress {
  readonly user: User;
  readonly channel: Channel;
  readonly postId: string;
  readonly callbackId: string;
  readonly button: PostedButton;
}

/** Returns the only field of a button press: JSON with the token. */
export function pressFields(
  token: string,
  { user, postId, callbackId, button: { name, value, text, style } }: Omit<ButtonPress, 'channel'>,
  switches: Pick<Switches, 'buttonPostIdType' | 'hookName'>,
): WireFields {
  const payload = {
    actions: [{ type: 'button', name, value, text, ...(style === '' ? {} : { style }) }],
    callback_id: callbackId,
    post_id: switches.buttonPostIdType === 'number' ? Number(postId) : postId,
    token,
    user: { user_id: user.id, username: shownName(user, switches) },
  };
  return [['payload', JSON.stringify(payload)]];
}

/**
 * Returns the nickname if the user has one. Seen for outgoing webhooks, and an assumption for the other hooks.
 */
function shownName({ name, nickname }: User, { hookName }: Pick<Switches, 'hookName'>): string {
  return hookName === 'nickname' && nickname !== '' ? nickname : name;
}

/** Returns the name on the wire, which is empty for a conversation with a bot. */
function channelName({ type, name }: Channel): string {
  return type === 'chatbot' ? '' : name;
}

export function encode(fields: WireFields, { hookFormat, spaceEncoding }: Switches): { type: string; body: string } {
  if (hookFormat === 'json') return { type: 'application/json', body: JSON.stringify(Object.fromEntries(fields)) };
  // A plus sign of the text itself is already %2B.
  const form = new URLSearchParams(fields.map(([name, value]) => [name, value])).toString();
  const body = spaceEncoding === 'plus' ? form : form.replaceAll('+', '%20');
  return { type: 'application/x-www-form-urlencoded', body };
}
