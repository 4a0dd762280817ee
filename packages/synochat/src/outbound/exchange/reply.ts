import { parseJson } from '../../shared/json.ts';
import { readStreamText } from '../../shared/stream.ts';
import type { Outcome } from './exchange.ts';
import { connectionLost, failureOf, notChat, replyTooLarge, statusFailure } from './failures.ts';
import { apiFailure, userFailure } from './refusal.ts';
import { readRetryAfter } from './retry-after.ts';

/** The facts of the request that are needed to read its reply. */
interface ReplyOptions {
  /** Masked wherever the reply repeats it. */
  readonly token: string;
  /** Bytes at most. */
  readonly maxBytes: number;
  readonly hasFile?: boolean | undefined;
}

/**
 * Returns the `data` of a reply of Chat, or the failure that the reply means. HTTP 200 is not yet success: Chat answers
 * 200 to its own errors too, and a proxy to anything.
 */
export async function readReply(response: Response, options: ReplyOptions): Promise<Outcome<unknown>> {
  const { maxBytes } = options;
  if (response.status !== 200) {
    response.body?.cancel().catch(() => undefined);
    return { failure: statusFailure(response.status, readRetryAfter(response)) };
  }
  const tooLarge = new Error();
  try {
    return judgeReply(await readStreamText(response.body?.getReader(), maxBytes, () => tooLarge), options);
  } catch (error) {
    return { failure: failureOf(error === tooLarge ? replyTooLarge : connectionLost) };
  }
}

function judgeReply(text: string, { hasFile = false, token }: ReplyOptions): Outcome<unknown> {
  let reply: { success?: unknown; error?: unknown; data?: unknown };
  try {
    reply = Object(parseJson(text)) as typeof reply;
  } catch {
    reply = {};
  }
  if (reply.success === false) return { failure: apiFailure(reply.error, hasFile, token) };
  if (reply.success !== true) return { failure: failureOf(notChat) };
  const { fail } = Object(reply.data) as { fail?: unknown };
  if (Object.keys(Object(fail) as object).length > 0) return { failure: userFailure(fail, hasFile, token) };
  return { data: reply.data };
}
