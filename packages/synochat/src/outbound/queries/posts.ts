import * as v from 'valibot';
import type { Webhook } from '../exchange/address.ts';
import { assertCallOptions, type CallOptions } from '../exchange/exchange.ts';
import { askList, looseText, readPostId, wholeNumber } from './query.ts';

/** A post of a channel. */
export interface ChatPost {
  /** Digits: the channel's id times 2³² plus the number of the post in it. */
  readonly id: string;
  /** The id of the channel, as `listChannels` returns it. */
  readonly channelId: number;
  /** The user's or bot's id; 1 is Chat itself. */
  readonly creatorId: number;
  /** With Chat's markup; mentions as `@u:4`. */
  readonly text: string;
  /** When the post was made. */
  readonly sentAt: Date;
  /** The id of the thread. Undefined outside a thread. */
  readonly threadId: string | undefined;
  /** Seen: `normal`. Empty where Chat does not tell. */
  readonly type: string;
  /** Then `getPostFile` has its bytes. */
  readonly hasFile: boolean;
}

/** Which posts of a channel. */
export interface PostsOptions extends CallOptions {
  /** Those older than this post. */
  before?: string | undefined;
  /** Those newer than this post, beginning with the oldest of them. Not together with `before`. */
  after?: string | undefined;
  /** How many at most; Chat gives fewer when it wants to. Default: 50. */
  limit?: number | undefined;
}

/**
 * A page of a channel's posts, newest first; without `before` and `after` the newest there are.
 *
 * The bot has to be in the channel: `forbidden` otherwise. A post without a usable id, channel, author or time is left
 * out. Rejects as `listUsers` does, and with a `TypeError` or `RangeError` for invalid options.
 *
 * @param bot The *Incoming URL* that Chat shows for the bot, or its parts.
 * @param channelId The id of the channel, as `listChannels` returns it.
 * @example
 * ```ts
 * const posts = await listPosts(process.env.SYNOCHAT_BOT!, channel.id, { limit: 10 });
 * ```
 */
export async function listPosts(bot: Webhook, channelId: number, options: PostsOptions = {}): Promise<ChatPost[]> {
  assertCallOptions(options);
  const { before, after, limit = 50 } = options;
  if (!Number.isSafeInteger(channelId) || channelId < 0) throw new TypeError('a channel id is a whole number');
  if (before !== undefined && after !== undefined) throw new TypeError('before and after exclude each other');
  if (!Number.isSafeInteger(limit) || limit < 1) throw new RangeError('limit must be a whole number of 1 or more');
  const anchor = before ?? after;
  // Whether the post that a page is asked from counts among its posts is not documented.
  const count = anchor === undefined ? limit : limit + 1;
  const parameters = {
    channel_id: String(channelId),
    prev_count: String(after === undefined ? count : 0),
    next_count: String(after === undefined ? 0 : count),
    ...(anchor === undefined ? {} : { post_id: readPostId(anchor) }),
  };
  const posts = await askList(bot, 'post_list', parameters, options, 'posts', post());
  // Nor is how they are sorted.
  const page = posts
    .filter(({ id }) => anchor === undefined || (before === undefined ? isOlder(anchor, id) : isOlder(id, anchor)))
    .sort((one, other) => (isOlder(one.id, other.id) ? 1 : -1));
  return after === undefined ? page.slice(0, limit) : page.slice(-limit);
}

/**
 * Every post of a channel, newest first, page by page as they are asked for: `for await (const post of eachPost(…))`.
 *
 * `limit` is the size of a page. Throws as `listPosts` does.
 *
 * @param bot The *Incoming URL* that Chat shows for the bot, or its parts.
 * @param channelId The id of the channel, as `listChannels` returns it.
 * @example
 * ```ts
 * for await (const { text, sentAt } of eachPost(process.env.SYNOCHAT_BOT!, channel.id)) {
 *   if (sentAt < yesterday) break;
 *   console.log(text);
 * }
 * ```
 */
export async function* eachPost(
  bot: Webhook,
  channelId: number,
  options: Omit<PostsOptions, 'after'> = {},
): AsyncGenerator<ChatPost, void, undefined> {
  assertCallOptions(options);
  let { before } = options;
  for (;;) {
    const page = await listPosts(bot, channelId, { ...options, before });
    yield* page;
    const oldest = page.at(-1);
    if (!oldest) return;
    before = oldest.id;
  }
}

/** Sources of the members: three clients, and the same post as the session API gives it. */
function post() {
  const digits = v.pipe(v.union([v.string(), v.number()]), v.transform(String), v.digits());
  const text = looseText();
  const members = v.object({
    post_id: digits,
    channel_id: wholeNumber(),
    creator_id: wholeNumber(),
    message: text,
    create_at: v.pipe(wholeNumber(), v.maxValue(8.64e15)),
    thread_id: v.fallback(v.nullish(digits, '0'), '0'),
    type: text,
    file_props: v.nullish(v.unknown()),
  });
  return v.pipe(
    members,
    v.transform(
      ({ post_id, channel_id, creator_id, message, create_at, thread_id, type, file_props }): ChatPost => ({
        id: post_id,
        channelId: channel_id,
        creatorId: creator_id,
        text: message,
        sentAt: new Date(create_at),
        threadId: Number(thread_id) === 0 ? undefined : thread_id,
        type,
        hasFile: Object.keys(Object(file_props) as object).length > 0,
      }),
    ),
  );
}

/** Ids grow with time, and may be larger than a number holds. */
function isOlder(id: string, than: string): boolean {
  return BigInt(id) < BigInt(than);
}
