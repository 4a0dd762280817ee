import type { Failure } from '../shared/errors.ts';
import { readText } from '../shared/stream.ts';
import { abortable, after } from '../shared/timer.ts';
import type { Endpoint } from './address.ts';
import { apiFailure, replyFailure, statusFailure } from './failures.ts';
import { connectionLost, transportFailure } from './transport.ts';

/** The part of the global `fetch` that is needed; called as a bare function, never as a method. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What one exchange brought. */
export type Outcome = { readonly ok: true; readonly data: unknown } | { readonly ok: false; readonly failure: Failure };

interface CallOptions {
  readonly timeout: number;
  readonly signal: AbortSignal | undefined;
  readonly fetch: Fetch;
  readonly hasFile: boolean;
}

/** Bytes of an answer at most: many times what the API says to a message. */
const maxReply = 65_536;

/** Posts the payload and reads the answer, within the time. Throws only the signal's reason. */
export async function call(
  { url, token }: Endpoint,
  payload: string,
  { timeout, signal, fetch, hasFile }: CallOptions,
): Promise<Outcome> {
  const controller = new AbortController();
  const timedOut = new Error('timeout');
  const stop = after(timeout, () => {
    controller.abort(timedOut);
  });
  try {
    const exchange = exchangeOnce(url, payload, fetch, controller.signal);
    const { status, text } = await abortable(abortable(exchange, controller.signal), signal);
    return status === 200 ? judge(text, hasFile, token) : failed(statusFailure(status));
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    if (error === timedOut) return failed(timeoutFailure(timeout));
    return failed(error instanceof Broken ? error.failure : transportFailure(error));
  } finally {
    stop();
    // Ends what still runs after an abort; after a complete exchange there is nothing left to end.
    controller.abort();
  }
}

/** Carries a failure out of the exchange. */
class Broken extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}

async function exchangeOnce(
  url: string,
  payload: string,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<{ status: number; text: string }> {
  const response = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({ payload }),
    redirect: 'manual',
    signal,
  });
  if (response.status !== 200 || !response.body) {
    response.body?.cancel().catch(() => undefined);
    return { status: response.status, text: '' };
  }
  const tooLarge = () => new Broken(replyFailure('reply_too_large'));
  const text = await readText(response.body.getReader(), maxReply, tooLarge).catch((error: unknown) => {
    throw error instanceof Broken ? error : new Broken(connectionLost);
  });
  return { status: 200, text };
}

/** HTTP 200 is not yet success: Chat answers 200 to its own errors too, and a proxy to anything. */
function judge(text: string, hasFile: boolean, secret: string): Outcome {
  const reply = parse(text);
  if (reply?.['success'] === true) return { ok: true, data: reply['data'] };
  return failed(reply?.['success'] === false ? apiFailure(reply['error'], hasFile, secret) : replyFailure('not_chat'));
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function failed(failure: Failure): Outcome {
  return { ok: false, failure };
}

function timeoutFailure(timeout: number): Failure {
  return {
    code: 'timeout',
    message: `The NAS did not answer within ${timeout} ms: Chat may have posted the message`,
    posted: 'unknown',
    retry: 'never',
  };
}
