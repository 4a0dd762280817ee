import * as v from 'valibot';
import type { Webhook } from '../exchange/address.ts';
import { assertCallOptions, type CallOptions } from '../exchange/exchange.ts';
import { checkPostId, looseText, queryList, wholeNumber } from './query.ts';

/** A post of a channel. */
export interface ChatPost {
  /** Digits: the channel's id times 2³² plus the number of the post. */
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
  /** Seen: `normal`. Empty if Chat does not tell. */
  readonly type: string;
  /** Whether `getPostFile` returns a file. */
  readonly hasFile: boolean;
}

/** Selects posts of a channel. */
export interface PostsOptions extends CallOptions {
  /** A post id: only older posts. */
  before?: string | undefined;
  /** A post id: only newer posts, beginning with the oldest of them. Not together with `before`. */
  after?: string | undefined;
  /** Posts at most; Chat may return fewer. Default: 50. */
  limit?: number | undefined;
}

/**
 * Returns a page of a channel's posts, newest first. Without `before` and `after` the page holds the newest posts.
 *
 * A post without a usable id, channel, author or time is left out. Throws a `SendError` with `forbidden` if the bot is
 * not in the channel, a `TypeError` or `RangeError` for invalid options, and as `listUsers` does.
 *
 * @param bot The *Incoming URL* of the bot in Chat, or the parts of the URL.
 * @param channelId The id of the channel, as `listChannels` returns it.
 * @example
 * ```ts
 * const posts = await listPosts(process.env.SYNOCHAT_BOT!, channel.id, { limit: 10 });
 * ```
 */
export async function listPosts(bot: Webhook, channelId: number, options: PostsOptions = {}): Promise<ChatPost[]> {
  assertCallOptions(options);
  const { before, after, limit = 50 } = options;
  if (!Number.isSafeInteger(channelId) || channelId < 0)
    throw new TypeError('A channel id must be a whole number, such as `listChannels` returns');
  if (before !== undefined && after !== undefined) throw new TypeError('Pass `before` or `after`, not both');
  if (!Number.isSafeInteger(limit) || limit < 1) throw new RangeError('limit must be a whole number of 1 or more');
  const anchor = before ?? after;
  // It is not documented whether a page includes the post of `post_id`.
  const count = anchor === undefined ? limit : limit + 1;
  const parameters = {
    channel_id: String(channelId),
    prev_count: String(after === undefined ? count : 0),
    next_count: String(after === undefined ? 0 : count),
    ...(anchor === undefined ? {} : { post_id: checkPostId(anchor) }),
  };
  const posts = await queryList(bot, 'post_list', parameters, options, 'posts', postSchema());
  // The order of the posts is not documented either.
  const page = posts
    .filter(({ id }) => anchor === undefined || (before === undefined ? isOlder(anchor, id) : isOlder(id, anchor)))
    .sort((one, other) => (isOlder(one.id, other.id) ? 1 : -1));
  return after === undefined ? page.slice(0, limit) : page.slice(-limit);
}

/**
 * Yields every post of a channel, newest first. A page is requested when the loop needs it; `limit` is the size of a page.
 *
 * Throws as `listPosts` does.
 *
 * @param bot The *Incoming URL* of the bot in Chat, or the parts of the URL.
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

/** Returns the schema of a post. Sources of the members: three clients, and the session API. */
function postSchema() {
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

/** Compares post ids, which grow with time and may be larger than a number holds. */
function isOlder(id: string, than: string): boolean {
  return BigInt(id) < BigInt(than);
}
