import { dateField, digitsField, type Fields, numberField, textField } from './fields.ts';

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
  readonly id: number;
  readonly name: string;
  /** Not in Synology's list of fields; only `1` was ever seen, in public channels. */
  readonly type: string | undefined;
}

/** A chat message that an outgoing webhook passes on. */
export interface OutgoingMessage extends Received {
  readonly kind: 'outgoing';
  /** The whole text, trigger word included. */
  readonly text: string;
  /** Undefined when the webhook listens to a whole channel. */
  readonly triggerWord: string | undefined;
  /** The text after the trigger word, trimmed. */
  readonly rest: string;
  readonly channel: Channel;
  /** Digits; the channel's id times 2³² plus the number of the post in it. */
  readonly postId: string;
  /** Undefined outside a thread. */
  readonly threadId: string | undefined;
  readonly sentAt: Date;
}

/** A slash command with its arguments as the schema made them. */
export interface SlashCommand<Args> extends Received {
  readonly kind: 'slash';
  /** Without the slash; empty when the text does not begin with one. */
  readonly command: string;
  readonly args: Args;
  /** The whole line as typed. */
  readonly text: string;
  /** Undefined when the server does not tell. */
  readonly channel: Channel | undefined;
}

/** Source of the fields: Synology's help page; `channel_type` and `thread_id` from captures; an empty or absent trigger word is a guess of several clients. */
export function readOutgoing(raw: Fields, token: string): OutgoingMessage {
  const text = textField(raw, 'text');
  const triggerWord = raw['trigger_word'] === '' ? undefined : raw['trigger_word'];
  const event = {
    kind: 'outgoing' as const,
    user: readUser(raw),
    text,
    triggerWord,
    rest: (triggerWord !== undefined && text.startsWith(triggerWord) ? text.slice(triggerWord.length) : text).trim(),
    channel: readChannel(raw),
    postId: digitsField(raw, 'post_id'),
    threadId: readThread(raw),
    sentAt: dateField(raw, 'timestamp'),
    raw,
  };
  return withToken(event, token);
}

/** Confirmed are token, user and text; that channel fields come too is a live observation, so without them it is a command all the same. */
export function readSlash<Args>(raw: Fields, token: string, command: string, args: Args): SlashCommand<Args> {
  const hasChannel = /^\d+$/.test(raw['channel_id'] ?? '') && raw['channel_name'] !== undefined;
  const channel = hasChannel ? readChannel(raw) : undefined;
  return withToken(
    { kind: 'slash' as const, user: readUser(raw), command, args, text: textField(raw, 'text'), channel, raw },
    token,
  );
}

export function readUser(raw: Fields): Received['user'] {
  return { id: numberField(raw, 'user_id'), name: textField(raw, 'username') };
}

function readChannel(raw: Fields): Channel {
  return { id: numberField(raw, 'channel_id'), name: textField(raw, 'channel_name'), type: raw['channel_type'] };
}

/** `0` stands for no thread. */
export function readThread(raw: Fields): string | undefined {
  if (!raw['thread_id']) return undefined;
  const thread = digitsField(raw, 'thread_id');
  return /^0+$/.test(thread) ? undefined : thread;
}

/** A getter, because Bun's console prints even properties that are not enumerable. */
export function withToken<Event extends object>(event: Event, token: string): Event & { readonly token: string } {
  return Object.defineProperty(event, 'token', { get: () => token }) as Event & { readonly token: string };
}
