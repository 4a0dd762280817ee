import type { Author, FetchOptions, FetchResult } from 'chat';
import { type ChatPost, eachPost, listChannels, listPosts, SendError, type Webhook } from 'synochat';
import type { Settings } from './config.ts';
import { withSdkErrors } from './errors.ts';
import type { Messages, SynologyRawMessage } from './messages.ts';
import type { People } from './people.ts';
import { encodeThread, type SynologyThreadId } from './thread-id.ts';

/** The id of Chat itself as the author of a post. */
const system = 1;

/** Reads the posts of a thread, as far as the bot may. */
export interface History {
  /** Returns a page, oldest first. Empty without a bot, and in a channel that the bot is not in. */
  fetch(thread: SynologyThreadId, options: FetchOptions): Promise<FetchResult<SynologyRawMessage>>;
  /** Stores the conversation of a user, as the id of a post tells it. */
  learn(userId: string, postId: string): void;
}

/** Returns the history of the bot. */
export function createHistory({ bot, send: options }: Settings, messages: Messages, people: People): History {
  const conversations = new Map<string, number>();

  async function channelOf({ kind, id }: SynologyThreadId): Promise<number | undefined> {
    if (bot === undefined || kind === 'slash') return undefined;
    if (kind === 'channel' && /^\d+$/.test(id)) return Number(id);
    const conversation = conversations.get(id);
    if (kind === 'dm' && conversation !== undefined) return conversation;
    const channels = await listChannels(bot, options);
    const match = channels.find(({ type, members, name }) =>
      kind === 'channel' ? name === id : type === 'chatbot' && members.includes(Number(id)),
    );
    if (match && kind === 'dm') remember(id, match.id);
    return match?.id;
  }

  function remember(userId: string, channelId: number): void {
    const [oldest] = conversations.keys();
    if (conversations.size >= 1000 && oldest !== undefined) conversations.delete(oldest);
    conversations.set(userId, channelId);
  }

  async function authorOf({ creatorId }: ChatPost, thread: SynologyThreadId): Promise<Author> {
    const userId = String(creatorId);
    // A conversation has two members, and Chat itself.
    const isMe = thread.kind === 'dm' && userId !== thread.id && creatorId !== system;
    if (isMe) return messages.me(userId);
    const user = await people.find(userId);
    const isSystem = creatorId === system;
    return { userId, userName: userId, fullName: userId, ...user, isBot: user?.isBot ?? isSystem, isMe, isSystem };
  }

  /** Reads all posts: Chat has no page of the oldest. */
  async function oldestPosts(from: Webhook, channelId: number, limit: number): Promise<ChatPost[]> {
    const posts: ChatPost[] = [];
    for await (const post of eachPost(from, channelId, { ...options, limit: 100 })) {
      posts.push(post);
      if (posts.length > limit) posts.shift();
    }
    return posts;
  }

  return {
    learn(userId, postId) {
      if (!conversations.has(userId)) remember(userId, Number(BigInt(postId) >> 32n));
    },
    async fetch(thread, { limit = 50, cursor, direction = 'backward' }) {
      if (bot === undefined) return { messages: [] };
      const isForward = direction === 'forward';
      try {
        const channelId = await channelOf(thread);
        if (channelId === undefined) return { messages: [] };
        const posts =
          isForward && cursor === undefined
            ? await oldestPosts(bot, channelId, limit)
            : await listPosts(bot, channelId, { ...options, [isForward ? 'after' : 'before']: cursor, limit });
        posts.reverse();
        const threadId = encodeThread(thread);
        const list = await Promise.all(
          posts.map(async (post) => messages.ofPost(post, threadId, await authorOf(post, thread))),
        );
        const next = isForward ? posts.at(-1)?.id : posts[0]?.id;
        return next !== undefined && posts.length === limit ? { messages: list, nextCursor: next } : { messages: list };
      } catch (error) {
        if (error instanceof SendError && error.code === 'forbidden') return { messages: [] };
        return withSdkErrors(() => Promise.reject(error as Error));
      }
    },
  };
}
