import type { CommandLine } from './command/command.ts';
import { dateField, digitsField, type Fields, numberField, textField } from './fields.ts';
import { textAfterTriggerWord } from './trigger-word.ts';

/** What every call from Chat brings. */
export interface Received {
  /** Who typed it. In outgoing webhooks the id can differ from the one bots write to (one report). */
  readonly user: { readonly id: number; readonly name: string };
  /** Every field by its name on the wire, as it came, except the token. */
  readonly raw: Readonly<Record<string, string>>;
  /** The token that came along. Not enumerable: no log, JSON, clone or queue shows it. */
  readonly token: string;
}

/** Where it was typed. */
export interface Channel {
  /** Undefined if the server does not tell it (one report). */
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
   * As Chat tells it. A webhook that watches a channel without trigger words brings the first word of the message (one
   * report), so it is no proof of a configured word.
   */
  readonly triggerWord: string | undefined;
  /** The text after the configured trigger word, trimmed; without one the whole text. */
  readonly rest: string;
  /** Where the message was written. */
  readonly channel: Channel;
  /** Digits; the channel's id times 2³² plus the number of the post in it. */
  readonly postId: string;
  /** Undefined outside a thread. */
  readonly threadId: string | undefined;
  /** The time that the server tells. */
  readonly sentAt: Date;
}

/** A slash command with its arguments as the schema made them. */
export interface SlashCommand<Args = unknown> extends Received, CommandLine<Args> {
  /** Tells a slash command from every other event. */
  readonly kind: 'slash';
  /** Undefined when the server does not tell. */
  readonly channel: Channel | undefined;
}

/**
 * The token as a getter of the prototype: no log, JSON, clone or queue shows it, and Bun's console, which prints
 * properties that are not enumerable, only that there is one. A property defined on each event costs as much as
 * decoding the body.
 */
export class WithToken {
  readonly #token: string;

  constructor(token: string) {
    this.#token = token;
  }

  get token(): string {
    return this.#token;
  }
}

/** Source of the fields: Synology's help page; `channel_type` and `thread_id` from captures; an empty or absent trigger word is a guess of several clients; one reports a channel without an id. */
export class Outgoing extends WithToken implements OutgoingMessage {
  readonly kind = 'outgoing';
  readonly user;
  readonly text;
  readonly triggerWord;
  readonly rest;
  readonly channel;
  readonly postId;
  readonly threadId;
  readonly sentAt;
  readonly raw;

  constructor(raw: Fields, token: string, triggerWords: string | readonly string[]) {
    super(token);
    const text = textField(raw, 'text');
    this.user = readUser(raw);
    this.text = text;
    this.triggerWord = raw['trigger_word'] === '' ? undefined : raw['trigger_word'];
    this.rest = textAfterTriggerWord(text, triggerWords);
    this.channel = readChannel(raw);
    this.postId = digitsField(raw, 'post_id');
    this.threadId = readThread(raw);
    this.sentAt = dateField(raw, 'timestamp');
    this.raw = raw;
  }
}

/** Confirmed are token, user and text; that channel fields come too is a live observation, so without them it is a command all the same. */
export class Slash<Args> extends WithToken implements SlashCommand<Args> {
  readonly kind = 'slash';
  readonly user;
  readonly command;
  readonly args;
  readonly text;
  readonly channel;
  readonly raw;

  constructor(raw: Fields, token: string, command: string, args: Args) {
    super(token);
    const hasChannel = /^\d*$/.test(raw['channel_id'] ?? '') && raw['channel_name'] !== undefined;
    this.user = readUser(raw);
    this.command = command;
    this.args = args;
    this.text = textField(raw, 'text');
    this.channel = hasChannel ? readChannel(raw) : undefined;
    this.raw = raw;
  }
}

export function readUser(raw: Fields): Received['user'] {
  return { id: numberField(raw, 'user_id'), name: textField(raw, 'username') };
}

function readChannel(raw: Fields): Channel {
  const name = textField(raw, 'channel_name');
  const id = raw['channel_id'] ? numberField(raw, 'channel_id') : undefined;
  return { id, name, type: raw['channel_type'] };
}

/** `0` stands for no thread. */
export function readThread(raw: Fields): string | undefined {
  if (!raw['thread_id']) return undefined;
  const thread = digitsField(raw, 'thread_id');
  return /^0+$/.test(thread) ? undefined : thread;
}
