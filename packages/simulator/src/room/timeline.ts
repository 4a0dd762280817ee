import * as v from 'valibot';
import { checkStored } from '../shared/check.ts';
import type { Channel } from './channel.ts';
import { type Post, type PostedFile, storedFileSchema, storedPostSchema, toStoredFile, toStoredPost } from './post.ts';
import type { SimulatorStorage } from './storage.ts';

/** A post without id, channel and time. */
export interface Draft {
  readonly author: string;
  readonly authorId: number;
  readonly from: Post['from'];
  readonly text: string;
  readonly file?: PostedFile | undefined;
  readonly attachments?: Post['attachments'] | undefined;
  readonly onlyTo?: string | undefined;
  readonly answers?: string | undefined;
}

export type Timeline = ReturnType<typeof createTimeline>;

interface TimelineParts {
  readonly storage: SimulatorStorage;
  readonly now: () => number;
  readonly changed: (change: { readonly kind: 'post' | 'replaced'; readonly postId: string }) => void;
}

const postLimit = 10_000;
const fileByteLimit = 256 * 1024 * 1024;

/** All posts of the server in order: the newest 10 000, or fewer if the files exceed 256 MiB. */
export function createTimeline({ storage, now, changed }: TimelineParts) {
  const { posts, numbers } = restore(storage);
  let fileBytes = 0;
  for (const { file } of posts.values()) fileBytes += file?.size ?? 0;

  /** Returns the next post id of a channel. A slash command also uses an id, although commands are not posted. */
  function nextId({ id }: Channel): string {
    const number = (numbers.get(id) ?? 0) + 1;
    numbers.set(id, number);
    storage.set(`number/${id}`, number);
    return String(id * 2 ** 32 + number);
  }

  function put(post: Post): void {
    const fileBefore = posts.get(post.id)?.file;
    posts.set(post.id, post);
    fileBytes += (post.file?.size ?? 0) - (fileBefore?.size ?? 0);
    storage.set(`post/${post.id}`, toStoredPost(post));
    if (post.file && post.file !== fileBefore) storage.set(`file/${post.id}`, toStoredFile(post.file));
    if (!post.file && fileBefore) storage.delete(`file/${post.id}`);
    for (const oldest of posts.values()) {
      if (posts.size <= postLimit && fileBytes <= fileByteLimit) break;
      forget(oldest);
    }
  }

  function forget({ id, file }: Post): void {
    posts.delete(id);
    fileBytes -= file?.size ?? 0;
    storage.delete(`post/${id}`);
    if (file) storage.delete(`file/${id}`);
  }

  return {
    nextId,
    add(channel: Channel, { file, attachments = [], onlyTo, answers, ...draft }: Draft): Post {
      const where = { channel: channel.name, channelId: channel.id };
      const sentAt = new Date(now());
      const contents = { ...draft, file, attachments, onlyTo, answers };
      const post = Object.freeze({ id: nextId(channel), ...where, ...contents, sentAt });
      put(post);
      changed({ kind: 'post', postId: post.id });
      return post;
    },
    /** Replaces the contents of a post. Id and time stay. */
    replace(post: Post, { text, file, attachments }: Pick<Post, 'text' | 'file' | 'attachments'>): Post {
      const replacement = Object.freeze({ ...post, text, file, attachments });
      put(replacement);
      changed({ kind: 'replaced', postId: post.id });
      return replacement;
    },
    get: (id: string) => posts.get(id),
    all: (): Post[] => [...posts.values()],
  };
}

const numberSchema = v.pipe(v.number(), v.integer(), v.minValue(0));

function restore(storage: SimulatorStorage) {
  const posts = new Map<string, Post>();
  const files = new Map<string, PostedFile>();
  const numbers = new Map<number, number>();
  for (const [key, value] of storage.entries()) {
    const [kind, id = ''] = key.split('/');
    if (kind === 'post') posts.set(id, { ...checkStored(storedPostSchema, key, value), file: undefined });
    if (kind === 'file') files.set(id, checkStored(storedFileSchema, key, value));
    if (kind === 'number') numbers.set(Number(id), checkStored(numberSchema, key, value));
  }
  for (const [id, file] of files) {
    const post = posts.get(id);
    if (post) posts.set(id, { ...post, file });
  }
  return { posts, numbers };
}
