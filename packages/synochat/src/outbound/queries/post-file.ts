import { SendError } from '../../shared/errors.ts';
import { abortable, within } from '../../shared/timer.ts';
import type { Webhook } from '../exchange/address.ts';
import { assertCallOptions, type CallOptions, defaultTimeout, type Outcome } from '../exchange/exchange.ts';
import { connectionLost, failureOf, notChat, replyTooLarge, timeoutFailure } from '../exchange/failures.ts';
import { readChat } from '../exchange/read.ts';
import { readReply } from '../exchange/reply.ts';
import { checkPostId, queryError } from './query.ts';

/** The file of a post, whose bytes are still arriving. */
export interface PostFile {
  /** Without folder, drive and invisible characters; never empty. */
  readonly name: string;
  /** The media type, such as `image/png`. */
  readonly type: string;
  /** Bytes; undefined if Chat does not tell. */
  readonly size: number | undefined;
  /** The bytes. Read or cancel it: until then the connection stays open. Its errors are those of `getPostFile`. */
  readonly stream: ReadableStream<Uint8Array>;
}

/** How a file is fetched. */
export interface PostFileOptions extends CallOptions {
  /** Bytes at most. A larger file is `reply_too_large`, also in mid-stream. Default: 33554432 (32 MB). */
  maxBytes?: number | undefined;
}

/**
 * Returns the file of a post, or undefined if the post has no file or does not exist. Chat answers with status 404 to
 * both, as does a proxy that does not know the address.
 *
 * `timeout` limits the wait for the beginning of the reply, and then for each piece of it. Throws as `listUsers` does, a
 * `TypeError` for an invalid post id, and a `RangeError` for an invalid `maxBytes`. Source: two clients.
 *
 * @param bot The *Incoming URL* of the bot in Chat, or the parts of the URL.
 * @param postId The id of the post: digits, as in `listPosts` and in the events of a bot.
 * @example
 * ```ts
 * const file = await getPostFile(process.env.SYNOCHAT_BOT!, post.id);
 * const text = file && (await new Response(file.stream).text());
 * ```
 */
export async function getPostFile(
  bot: Webhook,
  postId: string,
  options: PostFileOptions = {},
): Promise<PostFile | undefined> {
  assertCallOptions(options);
  const { maxBytes = 0 } = options;
  if (typeof maxBytes !== 'number' || !(maxBytes >= 0)) throw new RangeError('maxBytes must be a number of bytes');
  return readChat(bot, 'post_file_get', { post_id: checkPostId(postId) }, options, (response, token) =>
    readPostFile(response, token, options),
  );
}

async function readPostFile(
  response: Response,
  token: string,
  { maxBytes = 32 * 1024 * 1024, timeout = defaultTimeout, signal }: PostFileOptions,
): Promise<Outcome<PostFile | undefined>> {
  const { status, headers, body } = response;
  const disposition = headers.get('content-disposition');
  if (status !== 404 && (status !== 200 || disposition === null)) {
    const { failure = failureOf(notChat) } = await readReply(response, { token, maxBytes: 65_536 });
    return { failure };
  }
  const length = headers.get('content-encoding') === null ? headers.get('content-length') : null;
  const size = /^\d+$/.test(length ?? '') ? Number(length) : undefined;
  const tooLarge = size !== undefined && size > maxBytes;
  if (status === 404 || tooLarge) body?.cancel().catch(() => undefined);
  if (status === 404) return { data: undefined };
  if (tooLarge) return { failure: failureOf(replyTooLarge) };
  return {
    data: {
      name: fileName(disposition ?? ''),
      type: headers.get('content-type') ?? 'application/octet-stream',
      size,
      stream: limitStream(body ?? new Blob().stream(), maxBytes, timeout, signal),
    },
  };
}

/** Returns the stream, with an error if it is too large, too slow, broken or aborted. */
function limitStream(
  source: ReadableStream<Uint8Array>,
  maxBytes: number,
  timeout: number,
  signal: AbortSignal | undefined,
): ReadableStream<Uint8Array> {
  const reader = source.getReader();
  let bytes = 0;
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const release = (reason?: unknown) => {
    end();
    return reader.cancel(reason);
  };
  // An abort also releases a stream that is not read.
  abortable(ended, signal).catch((reason: unknown) => release(reason).catch(() => undefined));
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
    try {
      const piece = within(timeout, reader.read(), () => new SendError({ ...timeoutFailure(timeout), posted: 'no' }));
      const { done, value } = await abortable(piece, signal);
      if (done) {
        end();
        controller.close();
        return;
      }
      bytes += value.byteLength;
      if (bytes > maxBytes) throw queryError(replyTooLarge);
      controller.enqueue(value);
    } catch (error) {
      release(error).catch(() => undefined);
      if (signal?.aborted) throw signal.reason;
      throw error instanceof SendError ? error : queryError(connectionLost);
    }
  };
  // No piece is read ahead: a stream that is not read receives no more than the network holds.
  return new ReadableStream({ pull, cancel: release }, { highWaterMark: 0 });
}

/** Returns the file name of a `Content-Disposition`: the encoded name before the plain one. Source: RFC 6266. */
export function fileName(disposition: string): string {
  const [, encoded] = /(?:^|;)\s*filename\*=UTF-8''([^;\s]+)/i.exec(disposition) ?? [];
  const [, plain = ''] = /(?:^|;)\s*filename=([^;\s].*)/is.exec(disposition) ?? [];
  const name = decodeName(encoded) ?? readQuotedName(plain) ?? /^[^;\s]*/.exec(plain)?.[0] ?? '';
  const last = name.replace(/^.*[/\\:]|[\p{Cc}\p{Cf}]/gsu, '').trim();
  return /^\.*$/.test(last) ? 'file' : last;
}

/** Returns the text in the leading quotes; undefined if the text has no leading or no closing quote. */
function readQuotedName(text: string): string | undefined {
  if (!text.startsWith('"')) return undefined;
  let name = '';
  for (const [piece, escaped] of text.slice(1).matchAll(/\\(.)|[^\\]/gs)) {
    if (piece === '"') return name;
    name += escaped ?? piece;
  }
  return undefined;
}

function decodeName(text = '%'): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
