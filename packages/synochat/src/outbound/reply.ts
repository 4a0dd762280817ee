import { parseJson } from '../shared/json.ts';
import { readText } from '../shared/stream.ts';
import type { Outcome } from './call.ts';
import { apiFailure, replyFailure, statusFailure } from './failures.ts';
import { connectionLost } from './transport.ts';

/** What is to be known of the question to understand the answer. */
interface ReplyOptions {
  /** Masked wherever the answer repeats it. */
  readonly token: string;
  /** Bytes at most. */
  readonly maxBytes: number;
  readonly hasFile?: boolean | undefined;
}

/**
 * The `data` of an answer of Chat. HTTP 200 is not yet success: Chat answers 200 to its own errors too, and a proxy to
 * anything.
 */
export async function readReply(response: Response, options: ReplyOptions): Promise<Outcome<unknown>> {
  const { maxBytes } = options;
  if (response.status !== 200) {
    response.body?.cancel().catch(() => undefined);
    return { failure: statusFailure(response.status) };
  }
  const tooLarge = new Error();
  try {
    return judge(await readText(response.body?.getReader(), maxBytes, () => tooLarge), options);
  } catch (error) {
    return { failure: error === tooLarge ? replyFailure('reply_too_large') : connectionLost() };
  }
}

function judge(text: string, { hasFile = false, token }: ReplyOptions): Outcome<unknown> {
  let reply: { success?: unknown; error?: unknown; data?: unknown };
  try {
    reply = Object(parseJson(text)) as typeof reply;
  } catch {
    reply = {};
  }
  if (reply.success === false) return { failure: apiFailure(reply.error, hasFile, token) };
  if (reply.success !== true) return { failure: replyFailure('not_chat') };
  // Beside the users that a post went to stand those that it did not; there is one user a request.
  const { fail } = Object(reply.data) as { fail?: unknown };
  if (Object.keys(Object(fail) as object).length > 0) return { failure: apiFailure({ code: 407 }, false, token) };
  return { data: reply.data };
}
