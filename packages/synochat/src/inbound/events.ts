import type { CommandLine } from './command/command.ts';
import { withToken } from './event-token.ts';
import { dateField, digitsField, type Fields, numberField, textField } from './fields.ts';
import { textAfterTriggerWord } from './trigger-word.ts';

/** The members of every event. */
export interface Received {
  /** The author. In outgoing webhooks the id can differ from the id that bots write to (one report). */
  readonly user: { readonly id: number; readonly name: string };
  /** Every field by the name on the wire, unchanged, except the token. */
  readonly raw: Readonly<Record<string, string>>;
  /** The token of the request. Not enumerable: no log, JSON, clone or queue shows the token. */
  readonly token: string;
}

/** The channel in which the user typed. */
export interface Channel {
  /** Undefined if the server sends no id (one report). */
  readonly id: number | undefined;
  /** The channel's name. */
  readonly name: string;
  /** Not in Synology's list of fields; only `1` was ever seen, in public channels. */
  readonly type: string | undefined;
}

/** A chat message that an outgoing webhook passes on. */
export interface OutgoingMessage extends Received {
  /** Tells a message of a channel from every other event. */
  readonly kind: 'outgoing';
  /** The whole text, trigger word included. */
  readonly text: string;
  /**
   * The trigger word that Chat names. A webhook that watches a channel without trigger words sends the first word of
   * the message (one report), so the field is no proof of a configured word.
   */
  readonly triggerWord: string | undefined;
  /** The trimmed text after the configured trigger word; the whole trimmed text if no trigger word is configured. */
  readonly rest: string;
  /** The channel of the message. */
  readonly channel: Channel;
  /** Digits; the channel's id times 2³² plus the number of the post. */
  readonly postId: string;
  /** Undefined outside a thread. */
  readonly threadId: string | undefined;
  /** The time of the post, by the server's clock. */
  readonly sentAt: Date;
}

/** A slash command with the arguments, as converted by the schema. */
export interface SlashCommand<Args = unknown> extends Received, CommandLine<Args> {
  /** Tells a slash command from every other event. */
  readonly kind: 'slash';
  /** Undefined if the server does not send it. */
  readonly channel: Channel | undefined;
}

/**
 * Reads a message of an outgoing webhook. Sources of the fields: Synology's help page; captures for `channel_type` and
 * `thread_id`; several clients guess that the trigger word may be empty or absent; one client reports a channel without
 * an id.
 */
export function readOutgoing(raw: Fields, token: string, triggerWords: string | readonly string[]): OutgoingMessage {
  const text = textField(raw, 'text');
  return withToken(
    {
      kind: 'outgoing' as const,
      user: readUser(raw),
      text,
      triggerWord: raw['trigger_word'] === '' ? undefined : raw['trigger_word'],
      rest: textAfterTriggerWord(text, triggerWords),
      channel: readEventChannel(raw),
      postId: digitsField(raw, 'post_id'),
      threadId: readThread(raw),
      sentAt: dateField(raw, 'timestamp'),
      raw,
    },
    token,
  );
}

/**
 * Makes the event of a command line. Confirmed fields are token, user and text. Channel fields were observed live, so a
 * request without channel fields is a command too.
 */
export function toSlashCommand<Args>(raw: Fields, token: string, line: CommandLine<Args>): SlashCommand<Args> {
  const hasChannel = /^\d*$/.test(raw['channel_id'] ?? '') && raw['channel_name'] !== undefined;
  const channel = hasChannel ? readEventChannel(raw) : undefined;
  return withToken({ kind: 'slash' as const, user: readUser(raw), ...line, channel, raw }, token);
}

/** Reads the author. Throws `field_missing` or `field_invalid`. */
export function readUser(raw: Fields): Received['user'] {
  return { id: numberField(raw, 'user_id'), name: textField(raw, 'username') };
}

function readEventChannel(raw: Fields): Channel {
  const name = textField(raw, 'channel_name');
  const id = raw['channel_id'] ? numberField(raw, 'channel_id') : undefined;
  return { id, name, type: raw['channel_type'] };
}

/** Reads the thread's id; `0` stands for no thread. Throws `field_invalid`. */
export function readThread(raw: Fields): string | undefined {
  if (!raw['thread_id']) return undefined;
  const thread = digitsField(raw, 'thread_id');
  return Number(thread) === 0 ? undefined : thread;
}
