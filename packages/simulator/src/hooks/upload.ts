import type { Post } from '../room/post.ts';
import type { Server } from '../server.ts';
import type { Deliver } from './deliver.ts';

export type Upload = (user: string, bot: string, file: File) => Promise<readonly Post[]>;

/** Files of a user are kept in memory like those of a `file_url`, which have 32 MiB by the official limit. */
export const maxUploadBytes = 32 * 1024 * 1024;

// As file systems have it. The name stands in the header of each download, and is kept with the post.
const maxFileName = 255;
/** A content type that a header can hold. */
const contentType = /^[\x20-\x7e]{1,255}$/;

/**
 * Uploads a file to a bot as a user. The bot is told of its name; `post_file_get` has its contents. It is not
 * known which hooks of a channel hear of a file, so a file can go to a bot only.
 */
export function createUpload({ places, timeline }: Pick<Server, 'places' | 'timeline'>, deliver: Deliver): Upload {
  return async (userName, where, file) => {
    const { user, channel } = places.write(userName, where);
    if (channel.botId === undefined) throw new TypeError(`A file can be uploaded to a bot only, not to ${where}.`);
    const name = file.name.split(/[/\\]/).at(-1) ?? '';
    if (name === '') throw new TypeError('A file needs a name.');
    if (name.length > maxFileName)
      throw new TypeError(`The name of a file has at most ${maxFileName} characters, this one has ${name.length}.`);
    if (file.size > maxUploadBytes)
      throw new TypeError(`A file has at most ${maxUploadBytes} bytes; ${name} has ${file.size}.`);

    const bytes = new Uint8Array(await file.arrayBuffer());
    const type = contentType.test(file.type) ? file.type : 'application/octet-stream';
    const author = { author: user.name, authorId: user.id, from: 'user' } as const;
    const post = timeline.add(channel, { ...author, text: '', file: { name, type, size: bytes.length, bytes } });
    const message = { user, channel, text: '', fileName: name, postId: post.id, sentAt: post.sentAt };
    return [post, ...(await deliver('bot', channel.botId, message))];
  };
}
