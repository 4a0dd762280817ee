import * as v from 'valibot';
import type { PostedAttachment } from './message.ts';

/** A file from a `file_url`, or a user's upload to a bot. */
export interface PostedFile {
  /** The last part of the URL's path, or the name of the user's file. */
  readonly name: string;
  /** The content type on arrival. */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  /** The contents. */
  readonly bytes: Uint8Array;
}

/** A message as a user sees it. */
export interface Post {
  /** `channel id * 2^32 + n`, as found on a live server. A string, because the id does not fit 32 bits. */
  readonly id: string;
  /** The channel's name, or `@` and the bot's name for a conversation with a bot. */
  readonly channel: string;
  /** The id of the channel or conversation on the wire. */
  readonly channelId: number;
  /** The name of the user or of the integration, or `Synology Chat` for the server itself. */
  readonly author: string;
  /** The id of the user or of the integration, or 1 for the server itself. */
  readonly authorId: number;
  /** `server` is the server itself, for example with a failure notice. */
  readonly from: 'user' | 'integration' | 'server';
  /** The text in Chat's markup, unchanged. Empty if a file or attachments were sent without a text. */
  readonly text: string;
  /** The file of the post. */
  readonly file: PostedFile | undefined;
  /** Texts and buttons beneath the post. */
  readonly attachments: readonly PostedAttachment[];
  /** The only user who sees the post. Undefined if the whole channel sees it. */
  readonly onlyTo: string | undefined;
  /** The text of the slash command that the post answers. Undefined for every other post. */
  readonly answers: string | undefined;
  /** The time by the option `now` of the server. */
  readonly sentAt: Date;
}

/** A message to a single user: the reply to a slash command, or a failure notice. */
export interface Notice extends Post {
  /** The name of the user. */
  readonly onlyTo: string;
}

const button = v.object({ name: v.string(), value: v.string(), text: v.string(), style: v.string() });
const attachment = v.object({ callbackId: v.string(), text: v.string(), buttons: v.array(button) });

/** A stored post without the file, which has a separate entry. */
export const storedPostSchema = v.pipe(
  v.object({
    id: v.pipe(v.string(), v.digits()),
    channel: v.string(),
    channelId: v.number(),
    author: v.string(),
    authorId: v.number(),
    from: v.picklist(['user', 'integration', 'server']),
    text: v.string(),
    attachments: v.array(attachment),
    onlyTo: v.optional(v.string()),
    answers: v.optional(v.string()),
    sentAt: v.number(),
  }),
  v.transform(
    ({ onlyTo, answers, sentAt, ...rest }): Omit<Post, 'file'> => ({
      ...rest,
      onlyTo,
      answers,
      sentAt: new Date(sentAt),
    }),
  ),
);

export const storedFileSchema = v.pipe(
  v.object({ name: v.string(), type: v.string(), base64: v.string() }),
  v.rawTransform(({ dataset: { value }, addIssue, NEVER }): PostedFile => {
    const bytes = fromBase64(value.base64);
    if (bytes) return { name: value.name, type: value.type, size: bytes.length, bytes };
    addIssue({ message: 'The contents are not base64.' });
    return NEVER;
  }),
);

export function toStoredPost({ file: _, sentAt, ...rest }: Post): object {
  return { ...rest, sentAt: sentAt.getTime() };
}

export function toStoredFile({ name, type, bytes }: PostedFile): object {
  return { name, type, base64: toBase64(bytes) };
}

// A function takes only some ten thousand arguments. Three bytes make four characters, so parts can be joined.
const bytesPerPart = 3 * 0x20_00;

function toBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += bytesPerPart) {
    // Spreading the bytes instead takes seconds for a file of the largest size.
    parts.push(btoa(Reflect.apply(String.fromCharCode, undefined, bytes.subarray(at, at + bytesPerPart)) as string));
  }
  return parts.join('');
}

/** Returns the bytes of a base64 text, or undefined if the text is not base64. */
export function fromBase64(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const binary = atob(base64);
    const bytes = new Uint8Array(binary.length);
    for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
    return bytes;
  } catch {
    return undefined;
  }
}
