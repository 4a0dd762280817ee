import type { Channel } from './directory.ts';
import type { Attachment } from './message.ts';

/** A file that the server fetched from a `file_url` and keeps. */
export interface PostFile {
  /** The last part of the address' path. */
  readonly name: string;
  /** The content type that the file came with. */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  readonly bytes: Uint8Array;
}

/** A message as a user sees it. */
export interface Post {
  /** `channel id * 2^32 + n`, found on a live server. A string, because it does not fit 32 bits. */
  readonly id: string;
  /** The channel's name. */
  readonly channel: string;
  /** The name of the user or of the integration; `Synology Chat` for the server itself. */
  readonly author: string;
  readonly from: 'user' | 'integration' | 'server';
  readonly text: string;
  readonly file: PostFile | undefined;
  readonly attachments: readonly Attachment[];
  /** The one user who sees it; undefined when the whole channel does. */
  readonly onlyTo: string | undefined;
  readonly sentAt: Date;
}

/** A message that only one user sees: the reply to a slash command, or word of a hook that failed. */
export interface Notice extends Post {
  readonly onlyTo: string;
}

/** A post still without an id. */
export interface Draft {
  readonly author: string;
  readonly from: Post['from'];
  readonly text: string;
  readonly file?: PostFile | undefined;
  readonly attachments?: readonly Attachment[] | undefined;
  readonly onlyTo?: string | undefined;
}

export type Timeline = ReturnType<typeof createTimeline>;

const MAX_POSTS = 10_000;
const MAX_FILE_BYTES = 256 * 1024 * 1024;

/** All posts of the server in the order they came: the newest 10 000, or fewer if their files exceed 256 MiB. */
export function createTimeline(now: () => number) {
  const posts: Post[] = [];
  const numbers = new Map<number, number>();
  const listeners = new Set<() => void>();
  let forgotten = 0;
  let fileBytes = 0;

  /** Also taken by what is never posted: a slash command has a post id of its own. */
  function nextId({ id }: Channel): string {
    const number = (numbers.get(id) ?? 0) + 1;
    numbers.set(id, number);
    return String(id * 2 ** 32 + number);
  }

  function add(channel: Channel, { file, attachments = [], onlyTo, ...draft }: Draft): Post {
    const sentAt = new Date(now());
    const post = { id: nextId(channel), channel: channel.name, ...draft, file, attachments, onlyTo, sentAt };
    posts.push(post);
    fileBytes += file?.size ?? 0;
    while (posts.length > MAX_POSTS || fileBytes > MAX_FILE_BYTES) {
      fileBytes -= posts.shift()?.file?.size ?? 0;
      forgotten += 1;
    }
    for (const listener of listeners) listener();
    return post;
  }

  return {
    nextId,
    add,
    all: (): readonly Post[] => posts,
    /** How many posts there have ever been: the cursor behind the newest one. */
    end: () => forgotten + posts.length,
    /** The posts from a cursor on that are still kept. */
    since: (cursor: number): readonly Post[] => posts.slice(Math.max(0, cursor - forgotten)),
    /** Calls back after every new post until the returned function is called. */
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
