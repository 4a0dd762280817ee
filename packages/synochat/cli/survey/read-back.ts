import type { Lab } from './lab.ts';

/** The texts of a post of the bot's conversation, of the post before and of the posts after. */
interface ReadBack {
  readonly before: string | undefined;
  /** Undefined if Chat does not list the post. */
  readonly post: string | undefined;
  readonly after: readonly string[];
}

/**
 * Reads posts of the bot's conversation by `post_list`. The channel is the upper half of the id of a post. Source: five
 * samples.
 */
export async function readBack({ bot, line }: Lab, postId: string): Promise<ReadBack> {
  const nothing = { before: undefined, post: undefined, after: [] };
  if (!bot || !/^\d{1,19}$/.test(postId)) return nothing;
  const channel = String(BigInt(postId) >> 32n);
  const query = { channel_id: channel, post_id: postId, prev_count: '1', next_count: '20' };
  const { data } = await line.ask({ url: bot.address.url('post_list', query), method: 'GET' });
  const { posts: listed } = Object(data) as { posts?: unknown };
  const posts = (Array.isArray(listed) ? listed : []).flatMap((each) => {
    const { post_id: id, message } = Object(each) as { post_id?: unknown; message?: unknown };
    return typeof message === 'string' ? [{ id: Number(id), message }] : [];
  });
  // The order of a list is unknown, the order of ids is not.
  posts.sort((a, b) => a.id - b.id);
  const at = posts.findIndex(({ id }) => id === Number(postId));
  if (at < 0) return nothing;
  const texts = posts.map(({ message }) => message);
  return { before: texts[at - 1], post: texts[at], after: texts.slice(at + 1) };
}

/** Returns the id of the post in Chat's answer to a bot, or an empty text. */
export function postIdOf(data: unknown): string {
  const { succ } = Object(data) as { succ?: unknown };
  const { user_id_post_map: map } = Object(succ) as { user_id_post_map?: unknown };
  const [id] = Object.values(Object(map) as Record<string, unknown>);
  return typeof id === 'number' || typeof id === 'string' ? String(id) : '';
}
