import { type Attachment, type Author, Message } from 'chat';
import {
  type BotMessage,
  type CallOptions,
  type ChatPost,
  getPostFile,
  type OutgoingMessage,
  type Webhook,
} from 'synochat';
import type { Settings } from './config.ts';
import type { SynologyFormatConverter } from './markup.ts';
import { channelThread, encodeThread } from './thread-id.ts';

/** A post that the adapter sent. */
export interface SentPost {
  readonly kind: 'sent';
  /** The text in Chat's markup. */
  readonly text: string;
}

/** The `raw` of a message: an event of Chat, a post from the bot's history, or a post that the adapter sent. */
export type SynologyRawMessage = BotMessage | OutgoingMessage | ChatPost | SentPost;

/** Makes messages of the SDK. */
export interface Messages {
  /** Returns the message of a bot's or a webhook's event. */
  ofEvent(event: BotMessage | OutgoingMessage, threadId: string, author: Author): Message<SynologyRawMessage>;
  /** Returns the message of a post in a conversation. */
  ofPost(post: ChatPost, threadId: string, author: Author): Message<SynologyRawMessage>;
  /** Returns the message of anything that a message had as `raw`. Its author has the id on the wire. */
  parse(raw: SynologyRawMessage): Message<SynologyRawMessage>;
  /** Returns the bot as an author. */
  me(userId?: string): Author;
  /** Returns the attachment with its function `fetchData`, which a queue or a restart lost. */
  rehydrate(attachment: Attachment): Attachment;
}

/** Returns a maker of messages. Without a bot the file of a message cannot be fetched. `name` is the name of the bot. */
export function createMessages(
  { bot, send: options, webhooks }: Settings,
  converter: SynologyFormatConverter,
  name: () => string,
): Messages {
  function rehydrate(attachment: Attachment): Attachment {
    const postId = attachment.fetchMetadata?.['postId'];
    if (postId === undefined || bot === undefined) return attachment;
    return { ...attachment, fetchData: () => fetchFile(bot, postId, options) };
  }

  function make(
    text: string,
    parts: Pick<ConstructorParameters<typeof Message<SynologyRawMessage>>[0], 'id' | 'threadId' | 'raw' | 'author'>,
    sentAt: Date,
    files: readonly string[],
  ) {
    const attachments = files.map((name) =>
      rehydrate({ type: typeOf(name), name, fetchMetadata: { postId: parts.id } }),
    );
    const metadata = { dateSent: new Date(sentAt), edited: false };
    return new Message<SynologyRawMessage>({ ...parts, text, formatted: converter.toAst(text), metadata, attachments });
  }

  function me(userId = 'self'): Author {
    return { userId, userName: name(), fullName: name(), isBot: true, isMe: true };
  }

  const messages: Messages = {
    me,
    parse(raw) {
      if ('creatorId' in raw) {
        const threadId = encodeThread({ kind: 'channel', id: String(raw.channelId) });
        return messages.ofPost(raw, threadId, named(String(raw.creatorId), String(raw.creatorId)));
      }
      if (raw.kind === 'sent')
        return make(raw.text, { id: crypto.randomUUID(), threadId: '', raw, author: me() }, new Date(), []);
      const { user } = raw;
      if (raw.kind === 'bot')
        return messages.ofEvent(
          raw,
          encodeThread({ kind: 'dm', id: String(user.id) }),
          named(String(user.id), user.name),
        );
      const threadId = encodeThread(channelThread(raw.channel, webhooks));
      return messages.ofEvent(raw, threadId, named(`webhook:${user.id}`, user.name));
    },
    ofEvent(event, threadId, author) {
      const files = event.kind === 'bot' && event.fileName !== undefined ? [event.fileName] : [];
      const text = event.kind === 'bot' ? event.text : event.rest;
      return make(text, { id: event.postId, threadId, raw: event, author }, event.sentAt, files);
    },
    ofPost(post, threadId, author) {
      // The history tells that a post has a file, and not its name.
      const files = post.hasFile ? ['file'] : [];
      return make(post.text, { id: post.id, threadId, raw: post, author }, post.sentAt, files);
    },
    rehydrate,
  };
  return messages;
}

/** Returns a user as an author. */
export function named(userId: string, userName: string): Author {
  return { userId, userName, fullName: userName, isBot: false, isMe: false };
}

async function fetchFile(bot: Webhook, postId: string, options: CallOptions): Promise<Buffer> {
  const file = await getPostFile(bot, postId, options);
  if (!file) throw new Error(`Post ${postId} has no file: Chat may have deleted the post`);
  return Buffer.from(await new Response(file.stream).arrayBuffer());
}

const extensions: Readonly<Record<Exclude<Attachment['type'], 'file'>, RegExp>> = {
  image: /\.(?:png|jpe?g|gif|webp|svg|heic)$/i,
  video: /\.(?:mp4|mov|mkv|webm)$/i,
  audio: /\.(?:mp3|wav|ogg|m4a|flac)$/i,
};

/** Chat sends the name of a file, and no media type. */
function typeOf(name: string): Attachment['type'] {
  const types = Object.keys(extensions) as (keyof typeof extensions)[];
  return types.find((type) => extensions[type].test(name)) ?? 'file';
}
