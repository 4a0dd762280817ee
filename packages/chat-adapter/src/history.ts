import type { Author, FetchOptions, FetchResult } from 'chat';
import { type ChatPost, listChannels, listPosts, type Webhook } from 'synochat';
import type { Settings } from './config.ts';
import { invalid, withSdkErrors } from './errors.ts';
import type { Messages, SynologyRawMessage } from './messages.ts';
import type { People } from './people.ts';
import { encodeThread, type SynologyThreadId } from './thread-id.ts';

/** The id of Chat itself as the author of a post. */
const system = 1;

/** Reads the posts of the bot's conversations. */
export interface History {
  /**
   * Returns a page, oldest first. Empty without a bot, and for a channel: the SDK then takes the messages that it stored,
   * because no id tells the adapter's own posts in a channel from those of other integrations. Rejects with a
   * `ValidationError` for an invalid cursor or limit.
   */
  fetch(thread: SynologyThreadId, options: FetchOptions): Promise<FetchResult<SynologyRawMessage>>;
  /** Stores the conversation of a user, as the id of a post tells it. */
  learn(userId: string, postId: string): void;
}

/** Returns the history of the bot. */
export function createHistory({ bot, send: options }: Settings, messages: Messages, people: People): History {
  const conversations = new Map<string, number>();

  async function conversationOf(userId: string): Promise<number | undefined> {
    const stored = conversations.get(userId);
    if (bot === undefined || stored !== undefined) return stored;
    const channels = await listChannels(bot, options);
    const match = channels.find(({ type, members }) => type === 'chatbot' && members.includes(Number(userId)));
    if (match) remember(userId, match.id);
    return match?.id;
  }

  function remember(userId: string, channelId: number): void {
    const [oldest] = conversations.keys();
    if (conversations.size >= 1000 && oldest !== undefined) conversations.delete(oldest);
    conversations.set(userId, channelId);
  }

  async function authorOf({ creatorId }: ChatPost, partner: string): Promise<Author> {
    const userId = String(creatorId);
    const isSystem = creatorId === system;
    // A conversation has two members, and Chat itself.
    if (userId !== partner && !isSystem) return messages.me(userId);
    const user = await people.find(userId);
    return {
      userId,
      userName: userId,
      fullName: userId,
      ...user,
      isBot: user?.isBot ?? isSystem,
      isMe: false,
      isSystem,
    };
  }

  /** Reads all posts: Chat has no page of the oldest. */
  async function oldestPosts(from: Webhook, channelId: number, limit: number): Promise<ChatPost[]> {
    let posts: ChatPost[] = [];
    for (;;) {
      const page = await listPosts(from, channelId, { ...options, before: posts.at(-1)?.id, limit: 100 });
      if (page.length === 0) return posts;
      posts = [...posts, ...page].slice(-limit);
    }
  }

  return {
    learn(userId, postId) {
      if (!conversations.has(userId)) remember(userId, Number(BigInt(postId) >> 32n));
    },
    async fetch(thread, { limit = 50, cursor, direction = 'backward' }) {
      if (bot === undefined || thread.kind !== 'dm') return { messages: [] };
      if (cursor !== undefined && !/^\d+$/.test(cursor))
        throw invalid('The cursor must be the id of a post: pass the `nextCursor` of the page before');
      const isForward = direction === 'forward';
      return withSdkErrors(async () => {
        const channelId = await conversationOf(thread.id);
        if (channelId === undefined) return { messages: [] };
        const posts =
          isForward && cursor === undefined
            ? await oldestPosts(bot, channelId, limit)
            : await listPosts(bot, channelId, { ...options, [isForward ? 'after' : 'before']: cursor, limit });
        posts.reverse();
        const threadId = encodeThread(thread);
        const page = await Promise.all(
          posts.map(async (post) => messages.ofPost(post, threadId, await authorOf(post, thread.id))),
        );
        const nextCursor = isForward ? posts.at(-1)?.id : posts[0]?.id;
        const hasMore = nextCursor !== undefined && posts.length === limit;
        return hasMore ? { messages: page, nextCursor } : { messages: page };
      });
    },
  };
}
