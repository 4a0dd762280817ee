import type { Failure } from '../shared/errors.ts';
import { readText } from '../shared/stream.ts';
import { abortable, after } from '../shared/timer.ts';
import type { Endpoint } from './address.ts';
import { apiFailure, replyFailure, statusFailure } from './failures.ts';
import { connectionLost, transportFailure } from './transport.ts';

/** The part of the global `fetch` that is needed; called as a bare function, never as a method. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

interface CallOptions {
  readonly timeout: number;
  readonly signal: AbortSignal | undefined;
  readonly fetch: Fetch;
  readonly hasFile: boolean;
}

/** Bytes of an answer at most: many times what the API says to a message. */
const maxReply = 65_536;

/** Posts the payload and reads the answer, within the time. Gives what went wrong, or nothing; throws only the signal's reason. */
export async function call(endpoint: Endpoint, payload: string, options: CallOptions): Promise<Failure | undefined> {
  const { timeout, signal } = options;
  const controller = new AbortController();
  const late: Failure = {
    code: 'timeout',
    message: `No answer within ${timeout} ms: Chat may have posted the message`,
    posted: 'unknown',
  };
  const stop = after(timeout, () => {
    controller.abort(late);
  });
  try {
    return await abortable(
      abortable(exchange(endpoint, payload, options, controller.signal), controller.signal),
      signal,
    );
  } catch (error) {
    // Not the error itself, which may be a runtime's, with the address in it.
    if (signal?.aborted) throw signal.reason;
    return error === late ? late : transportFailure(error);
  } finally {
    stop();
    // Ends what still runs after an abort; after a complete exchange there is nothing left to end.
    controller.abort();
  }
}

async function exchange(
  { url, token }: Endpoint,
  payload: string,
  { fetch, hasFile }: CallOptions,
  signal: AbortSignal,
): Promise<Failure | undefined> {
  const response = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({ payload }),
    redirect: 'manual',
    signal,
  });
  if (response.status !== 200) {
    response.body?.cancel().catch(() => undefined);
    return statusFailure(response.status);
  }
  const tooLarge = new Error();
  try {
    return judge(await readText(response.body?.getReader(), maxReply, () => tooLarge), hasFile, token);
  } catch (error) {
    return error === tooLarge ? replyFailure('reply_too_large') : connectionLost;
  }
}

/** HTTP 200 is not yet success: Chat answers 200 to its own errors too, and a proxy to anything. */
function judge(text: string, hasFile: boolean, secret: string): Failure | undefined {
  let reply: { success?: unknown; error?: unknown };
  try {
    reply = Object(JSON.parse(text)) as typeof reply;
  } catch {
    reply = {};
  }
  if (reply.success === true) return undefined;
  return reply.success === false ? apiFailure(reply.error, hasFile, secret) : replyFailure('not_chat');
}
