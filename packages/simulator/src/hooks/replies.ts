import { createDownload } from '../api/download.ts';
import type { Channel } from '../room/channel.ts';
import { authorOf, type Integration } from '../room/integration.ts';
import { isEmpty, type Message } from '../room/message.ts';
import type { Post } from '../room/post.ts';
import type { User } from '../room/user.ts';
import type { Server } from '../server.ts';

/** The event before an app's answer. */
interface Occasion {
  readonly user: User;
  readonly channel: Channel;
  readonly postId: string;
  /** The text of a message or a command. */
  readonly text?: string;
}

/** The posts that users see after an answer, and a note for the record if the answer was not shown whole. */
interface Shown {
  readonly posts: readonly Post[];
  readonly problem?: string;
}

/** Shows the message in an app's answer. */
type Reply = (message: Message, author: Integration, occasion: Occasion) => Promise<Shown>;

/** The ways to show an app's answer. If a file in the answer cannot be fetched, nothing is posted. */
export interface Replies {
  /** To the user alone. A file is dropped: a library added files to replies and removed the feature again. */
  readonly toUser: Reply;
  /** To everybody in the channel. */
  readonly inChannel: Reply;
  /** In place of the post whose button was pressed. */
  readonly inPlace: Reply;
}

const dropped: Shown = { posts: [], problem: 'the answer was dropped: its file could not be fetched' };
const noFileHere = 'the file was dropped: the answer to a slash command shows no file';

export function createReplies(server: Pick<Server, 'timeline' | 'world' | 'switches' | 'exchanges'>): Replies {
  const { timeline } = server;
  const download = createDownload(server);

  async function withFile({
    text,
    fileUrl,
    attachments,
  }: Message): Promise<Pick<Post, 'text' | 'file' | 'attachments'> | undefined> {
    const file = fileUrl === undefined ? undefined : await download(fileUrl);
    return typeof file === 'string' ? undefined : { text, file, attachments };
  }

  const by = (author: Integration) => ({ author: authorOf(author), authorId: author.id, from: 'integration' }) as const;

  return {
    toUser({ text, attachments, fileUrl }, author, { user, channel, text: answers }) {
      const problem = fileUrl === undefined ? {} : { problem: noFileHere };
      if (isEmpty({ text, attachments, fileUrl: undefined })) return Promise.resolve({ posts: [], ...problem });
      const post = timeline.add(channel, { ...by(author), text, attachments, onlyTo: user.name, answers });
      return Promise.resolve({ posts: [post], ...problem });
    },
    async inChannel(message, author, { channel }) {
      const contents = await withFile(message);
      return contents ? { posts: [timeline.add(channel, { ...by(author), ...contents })] } : dropped;
    },
    async inPlace(message, _author, { postId }) {
      const contents = await withFile(message);
      if (!contents) return dropped;
      const post = timeline.get(postId);
      return { posts: post ? [timeline.replace(post, contents)] : [] };
    },
  };
}
