import type { Message } from './message.ts';

/** Why a request was refused. These strings never change. */
export type RequestErrorCode = keyof typeof refusals;

/** Status and what a stranger may read, per code. A missing and a wrong token look the same from outside. */
const refusals = {
  probe: [200, ''],
  method_not_allowed: [405, 'Method not allowed'],
  token_missing: [401, 'Unauthorized'],
  token_wrong: [401, 'Unauthorized'],
  body_too_large: [413, 'Body too large'],
  body_timeout: [408, 'The body did not arrive in time'],
  body_used: [500, 'Internal error'],
  body_invalid: [400, 'The body is neither a form nor a JSON object'],
  field_missing: [400, 'A field is missing'],
  field_invalid: [400, 'A field is invalid'],
  command_invalid: [200, 'That command was not understood'],
} as const;

/**
 * A request that was not let through, with the answer it deserves.
 *
 * `message` is for the log, `reply` for whoever asked; neither ever holds a token. The class is named so, and has
 * `getResponse`, because Hono's default error handler answers any error that brings its own response.
 */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly code: RequestErrorCode;
  /** HTTP status of the answer. 200 for `probe`, and for `command_invalid`: Chat shows the reply of a 200 only. */
  readonly status: number;
  /** What the caller may read. */
  readonly reply: string;

  constructor(code: RequestErrorCode, message: string, reply: string = refusals[code][1]) {
    super(message);
    this.code = code;
    this.status = refusals[code][0];
    this.reply = reply;
  }

  /** A fresh response: the reply as a chat message for `command_invalid`, empty for `probe`, else plain text. */
  getResponse(): Response {
    if (this.code === 'command_invalid') return Response.json({ text: this.reply });
    if (this.code === 'probe') return new Response(null);
    const headers = {
      'content-type': 'text/plain; charset=utf-8',
      ...(this.status === 405 && { allow: 'GET, HEAD, POST' }),
    };
    return new Response(this.reply, { status: this.status, headers });
  }
}

/** Why a message did not, or may not have, arrived. These strings never change. */
export type SendErrorCode =
  | 'chat_unavailable'
  | 'method_unknown'
  | 'version_unsupported'
  | 'forbidden'
  | 'payload_invalid'
  | 'file_unreachable'
  | 'token_invalid'
  | 'record_invalid'
  | 'file_too_large'
  | 'text_too_long'
  | 'rate_limited'
  | 'api_error'
  | 'connect_failed'
  | 'dns_failed'
  | 'tls_failed'
  | 'connection_lost'
  | 'timeout'
  | 'http_status'
  | 'redirected'
  | 'not_chat'
  | 'reply_too_large';

/** What went wrong in one exchange with the NAS. */
export interface Failure {
  readonly code: SendErrorCode;
  /** What happened and what to do; neither address nor token. */
  readonly message: string;
  /** The number the API gave, where it gave one. */
  readonly apiCode?: number | undefined;
  readonly posted: 'no' | 'unknown';
  /** Whether the same message may go through unchanged: within a second, some time later, or never. */
  readonly retry: 'soon' | 'later' | 'never';
}

/**
 * A message that was not delivered, or not provably.
 *
 * The error of `fetch` is not kept as its cause: some runtimes write the address, and so the token, into it.
 */
export class SendError extends Error {
  override readonly name = 'SendError';
  readonly code: SendErrorCode;
  /** The number the API gave, where it gave one. */
  readonly apiCode: number | undefined;
  /** Whether Chat shows the message: `unknown` where the connection broke or timed out after it was sent. */
  readonly posted: 'no' | 'partly' | 'unknown';
  /** How many parts of the message were posted before this happened. */
  readonly partsPosted: number;
  /** What was not posted, to go on from there. Not enumerable: a log shows no messages. */
  declare readonly remaining: readonly Message[];
  /** Whether sending it again later can help and cannot post anything twice. */
  readonly retryable: boolean;

  constructor({ code, message, apiCode, posted, retry }: Failure, partsPosted: number, remaining: readonly Message[]) {
    super(message);
    this.code = code;
    this.apiCode = apiCode;
    this.posted = partsPosted > 0 && posted === 'no' ? 'partly' : posted;
    this.partsPosted = partsPosted;
    this.retryable = this.posted === 'no' && retry !== 'never';
    Object.defineProperty(this, 'remaining', { value: remaining });
  }
}
