/** Why a message did not arrive, or may not have arrived. These strings never change. */
export type SendErrorCode =
  | 'chat_unavailable'
  | 'method_unknown'
  | 'version_unsupported'
  | 'forbidden'
  | 'payload_invalid'
  | 'file_unreachable'
  | 'token_invalid'
  | 'target_missing'
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
  | 'reply_too_large'
  | 'limiter_failed'
  | 'callback_failed';

/** The failure of an exchange with the NAS. */
export interface Failure {
  readonly code: SendErrorCode;
  /** The reason and the advice, without address and token. `SendError` adds that Chat may have posted. */
  readonly message: string;
  /** The error code of the API, if there is an error code. */
  readonly apiCode?: number | undefined;
  readonly posted: 'no' | 'unknown';
  /**
   * When the same message may succeed: `paced`, if Chat or a proxy refused the message as too early; `soon`, if no
   * connection was made; or some time `later`. The sender itself retries the first two. Counts only if `posted` is
   * `no`.
   */
  readonly retryable?: 'paced' | 'soon' | 'later' | false | undefined;
  /** Default: `route`, as most failures would meet another message too. */
  readonly fault?: 'route' | 'message' | undefined;
  /** Milliseconds to wait, as a proxy asked. */
  readonly retryAfter?: number | undefined;
  /** Only an error of the caller's own code: the errors of `fetch` hold addresses. */
  readonly cause?: unknown;
}
