import type { Failure, SendErrorCode } from './failure.ts';
import type { Message } from './message.ts';
import { markNew } from './response.ts';

/** Why a request was refused. These strings never change. */
export type RequestErrorCode =
  | 'probe'
  | 'method_not_allowed'
  | 'token_missing'
  | 'token_wrong'
  | 'body_too_large'
  | 'body_timeout'
  | 'body_used'
  | 'body_invalid'
  | 'field_missing'
  | 'field_invalid'
  | 'event_unexpected'
  | 'notification_invalid'
  | 'notification_empty'
  | 'command_invalid'
  | 'command_help'
  | 'refused';

/** The HTTP statuses other than 400. Chat shows the reply of a 200 only. */
const statuses: Readonly<Partial<Record<RequestErrorCode, number>>> = {
  probe: 200,
  method_not_allowed: 405,
  token_missing: 401,
  token_wrong: 401,
  body_too_large: 413,
  body_timeout: 408,
  body_used: 500,
  command_invalid: 200,
  command_help: 200,
  refused: 200,
};

/**
 * The replies that do not name the code: a missing and a wrong token look the same, and a mistake of the program is not
 * shown. The status says enough to a stranger without a token, and a text doubles the time of the answer on Node and Deno.
 */
const discreetReplies: Readonly<Partial<Record<number, string>>> = { 401: '', 500: 'internal error' };

/**
 * A rejected request, with the answer.
 *
 * `message` is for the log and `reply` for the sender; neither holds a token. The class has `getResponse`, because
 * Hono's default error handler answers with the response of an error that has this method.
 *
 * @example
 * ```ts
 * try {
 *   return respond((await parseOutgoing(req, { token })).rest);
 * } catch (error) {
 *   if (error instanceof RequestError) return error.getResponse();
 *   throw error;
 * }
 * ```
 */
export class RequestError extends Error {
  /** Tells the error where `instanceof` cannot: two copies of the package. */
  override readonly name = 'RequestError';
  /** Why the request was refused. */
  declare readonly code: RequestErrorCode;
  /** HTTP status of the answer. */
  declare readonly status: number;
  /** The text of the answer; by default no more than the code. Empty for status 401. */
  declare readonly reply: string;

  constructor(code: RequestErrorCode, message: string, reply?: string) {
    super(message);
    this.code = code;
    this.status = statuses[code] ?? 400;
    this.reply = reply ?? discreetReplies[this.status] ?? code.replaceAll('_', ' ');
  }

  /**
   * Returns a new response: the reply as a chat message for `command_invalid`, `command_help` and `refused`, empty for
   * `probe` and status 401, otherwise plain text.
   */
  getResponse(): Response {
    const { code, status, reply } = this;
    if (code === 'probe') return markNew(new Response(null));
    if (status === 200) return markNew(Response.json({ text: reply }));
    const allow = status === 405 && { headers: { allow: 'GET, HEAD, POST' } };
    return markNew(new Response(reply || null, { status, ...allow }));
  }
}

/**
 * A message was not, or perhaps not, delivered; or a read-only call failed.
 *
 * The error of `fetch` is not stored as the cause: some runtimes write the address, and so the token, into the error.
 *
 * @example
 * ```ts
 * try {
 *   await sendIncoming(webhook, report);
 * } catch (error) {
 *   if (error instanceof SendError && error.retryable) await later(error.remaining);
 *   else throw error;
 * }
 * ```
 */
export class SendError extends Error {
  /** Tells the error where `instanceof` cannot: two copies of the package. */
  override readonly name = 'SendError';
  /** Why the message did not arrive, or may not have arrived. */
  declare readonly code: SendErrorCode;
  /** The error code of the API, if there is an error code. */
  declare readonly apiCode: number | undefined;
  /**
   * Whether Chat shows the message: `unknown` if the connection broke or timed out after the message was sent, `partly`
   * if some parts of a long text were posted before the error.
   */
  declare readonly posted: 'no' | 'partly' | 'unknown';
  /** How many parts of the message were posted before the error. */
  declare readonly partsPosted: number;
  /**
   * The parts that were not posted, each as a message: send these, in order, to continue. If `posted` is `unknown`, the
   * first part may have been posted. Not enumerable: a log shows no messages.
   */
  declare readonly remaining: readonly Message[];
  /** Whether sending the message again later can help and cannot post any part twice. */
  declare readonly retryable: boolean;
  /** Milliseconds to wait before the next try, at most 2³¹−1, if a proxy in front of Chat asked for a wait (`Retry-After`). */
  declare readonly retryAfter: number | undefined;
  /** `message` if only this message is refused; `route` if another message would fail too, so that a queue should wait. */
  declare readonly fault: 'route' | 'message';

  constructor(
    { code, message, apiCode, posted, retryable, retryAfter, fault = 'route', cause }: Failure,
    partsPosted = 0,
    remaining: readonly Message[] = [],
  ) {
    const maybe = posted === 'unknown' ? '; Chat may have posted it: look before you send it again' : '';
    const before = partsPosted > 0 ? `; parts of it posted before: ${partsPosted}` : '';
    super(message + maybe + before, cause === undefined ? undefined : { cause });
    this.code = code;
    this.apiCode = apiCode;
    this.posted = partsPosted > 0 && posted === 'no' ? 'partly' : posted;
    this.partsPosted = partsPosted;
    this.retryable = this.posted === 'no' && Boolean(retryable);
    this.retryAfter = retryAfter;
    this.fault = fault;
    Object.defineProperty(this, 'remaining', { value: remaining });
  }
}
