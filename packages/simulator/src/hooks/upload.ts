import type { Post } from '../room/post.ts';
import type { Server } from '../server.ts';
import type { Deliver } from './deliver.ts';

export type Upload = (user: string, bot: string, file: File) => Promise<readonly Post[]>;

/** The official limit for a `file_url`, used here for files of users too: both are held in memory. */
export const maxUploadBytes = 32 * 1024 * 1024;

// The limit of file systems. The name is in the header of each download, and is stored with the post.
const maxFileName = 255;
/** A content type without a character that is forbidden in a header. */
const contentType = /^[\x20-\x7e]{1,255}$/;

/**
 * Uploads a file to a bot as a user. The bot receives the file's name, and downloads the contents by `post_file_get`.
 * Which hooks of a channel receive a file is unknown, so only bots take files.
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
