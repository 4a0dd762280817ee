import { channelsOfBot } from '../room/audience.ts';
import type { Post } from '../room/post.ts';
import type { Server } from '../server.ts';
import { authorize } from './authorize.ts';
import type { Fields, Method } from './entry.ts';
import { accept, refuse, wrongParameter } from './outcome.ts';

// The server limits a page. Limit and default are unknown.
const maxPage = 100;
const defaultPage = 20;

/**
 * The method `post_list`: `prev_count` posts before the post with `post_id`, the post itself, and `next_count` posts
 * after the post. Without `post_id`, the newest `prev_count` posts. Oldest first, at most 100 in each direction: order
 * and limit are the simulator's choice.
 */
export function createPostList({
  directory,
  integrations,
  timeline,
}: Pick<Server, 'directory' | 'integrations' | 'timeline'>): Method {
  return (fields) => {
    const { integration: bot, refusal } = authorize(integrations, 'bot', fields);
    if (refusal) return refusal;
    const channelId = numberField(fields, 'channel_id');
    if (channelId === undefined) return wrongParameter('channel_id', fields.has('channel_id') ? 'type' : 'required');
    if (!channelsOfBot(bot, directory).some(({ id }) => id === channelId))
      return refuse('notInChannel', `the bot is not in channel ${channelId}`);

    const posts = timeline.all().filter((post) => post.channelId === channelId && post.onlyTo === undefined);
    const before = pageSize(fields, 'prev_count', defaultPage);
    const after = pageSize(fields, 'next_count', 0);
    if (typeof before === 'string' || typeof after === 'string')
      return wrongParameter(typeof before === 'string' ? before : 'next_count', 'type');

    const anchor = fields.get('post_id');
    const at = anchor === undefined ? posts.length : posts.findIndex(({ id }) => id === anchor);
    if (at < 0) return refuse('postUnknown', `there is no post ${anchor ?? ''} in channel ${channelId}`);
    const page = posts.slice(Math.max(0, at - before), at + 1 + after);
    return accept(`listed ${page.length} posts`, { posts: page.map(wirePost) });
  };
}

/** The method `post_file_get`: the file of a post, or 404, the only error of Chat that is an HTTP status. */
export function createPostFileGet({
  directory,
  integrations,
  timeline,
}: Pick<Server, 'directory' | 'integrations' | 'timeline'>): Method {
  return (fields) => {
    const { integration: bot, refusal } = authorize(integrations, 'bot', fields);
    if (refusal) return refusal;
    const id = fields.get('post_id');
    if (id === undefined) return wrongParameter('post_id', 'required');
    const post = timeline.get(id);
    if (!post || post.onlyTo !== undefined) return { notFound: true, note: `there is no post ${id}` };
    if (!channelsOfBot(bot, directory).some((channel) => channel.id === post.channelId))
      return refuse('notInChannel', `the bot is not in channel ${post.channelId}`);
    if (!post.file) return { notFound: true, note: `post ${id} has no file` };
    return { file: post.file, note: `sent ${post.file.name}, ${post.file.size} bytes` };
  };
}

/** Returns a post for the wire. `normal` is the only type seen. The properties of a file are the simulator's choice. */
export function wirePost({ id, channelId, authorId, text, file, sentAt }: Post): object {
  return {
    channel_id: channelId,
    comment_count: 0,
    create_at: sentAt.getTime(),
    creator_id: authorId,
    delete_at: 0,
    file_props: file ? { name: file.name, size: file.size } : null,
    last_comment_at: 0,
    mentions: [],
    message: text,
    post_id: Number(id),
    thread_id: 0,
    type: 'normal',
  };
}

function pageSize(fields: Fields, name: string, byDefault: number): number | string {
  if (!fields.has(name)) return byDefault;
  const count = numberField(fields, name);
  return count === undefined ? name : Math.min(count, maxPage);
}

function numberField(fields: Fields, name: string): number | undefined {
  const text = fields.get(name) ?? '';
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
