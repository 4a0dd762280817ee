import type { Failure, SendErrorCode } from '../../shared/failure.ts';

/** The members of a failure; `Failure` documents them. */
export type FailureRow = readonly [
  code: SendErrorCode,
  posted: Failure['posted'],
  message: string,
  retryable?: Failure['retryable'],
  fault?: Failure['fault'],
];

/** Returns the failure of a row, with more members. */
export function failureOf(
  [code, posted, message, retryable = false, fault]: FailureRow,
  more?: Partial<Failure>,
): Failure {
  return { code, posted, retryable, fault, message, ...more };
}

export const connectionLost: FailureRow = [
  'connection_lost',
  'unknown',
  'The connection broke before the answer: is a proxy in the way?',
  'later',
];

// An answer by another server than Chat, most often a proxy.
export const redirected: FailureRow = ['redirected', 'no', 'The address redirects: use the one it leads to'];
const checkProxy = 'check the address, and that a proxy forwards /webapi/';
export const notChat: FailureRow = ['not_chat', 'unknown', `The answer is not one of Chat: ${checkProxy}`];
export const replyTooLarge: FailureRow = ['reply_too_large', 'unknown', `The answer is too large: ${checkProxy}`];

/** Returns the failure of an exchange that took longer than `timeout` milliseconds. */
export function timeoutFailure(timeout: number): Failure {
  const message = `No answer within ${timeout} ms: is the NAS busy, or a firewall in the way?`;
  return failureOf(['timeout', 'unknown', message, 'later']);
}

/**
 * Returns the failure that any HTTP status but 200 means. Such a status comes from a proxy: Chat answers 200 even for
 * errors. `retryAfter` is in milliseconds.
 */
export function statusFailure(status: number, retryAfter?: number): Failure {
  // A redirect is not followed: the token must not reach another server.
  if (status === 0 || (status >= 300 && status < 400)) return failureOf(redirected);
  const proxy = `HTTP status ${status} from a proxy in front of Chat`;
  // A proxy that answers 429 or 425 forwards nothing. A 503 may come from behind it, unless it has `Retry-After`.
  if (status === 429 || status === 425 || (status === 503 && retryAfter !== undefined)) {
    const when = retryAfter === undefined ? 'later' : `in ${Math.ceil(retryAfter / 1000)} s`;
    return failureOf(['http_status', 'no', `${proxy}, which is busy: send it again ${when}`, 'paced'], { retryAfter });
  }
  const advice = `${proxy}: check address, proxy and firewall`;
  // A gateway's 5xx, or a 408, may come after Chat received the message.
  const isRefused = status >= 400 && status < 500 && status !== 408;
  // A proxy that limits the size of a request refuses only this message.
  const fault = status === 413 || status === 414 ? 'message' : 'route';
  return failureOf(['http_status', isRefused ? 'no' : 'unknown', advice, !isRefused && 'later', fault]);
}

/** Returns the failure of a limiter. Its own error is the cause, as no token was passed to it. */
export function limiterFailure(cause: unknown): Failure {
  return failureOf(['limiter_failed', 'no', 'The limiter failed: see the cause', 'later'], { cause });
}

/** Returns the failure of the caller's own function, whose error is the cause. */
export function callbackFailure(cause: unknown, name: string): Failure {
  return failureOf(['callback_failed', 'no', `The function ${name} failed: see the cause`], { cause });
}
