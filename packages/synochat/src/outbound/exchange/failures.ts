import type { Failure, SendErrorCode } from '../../shared/failure.ts';

/** The columns of the failure table; `Failure` documents them. */
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

// Refusals by Chat: the message is the reason behind "Chat refused: ".
export const payloadInvalid: FailureRow = [
  'payload_invalid',
  'no',
  'something is wrong: check text, file address, buttons and ids',
  false,
  'message',
];
export const recordInvalid: FailureRow = [
  'record_invalid',
  'no',
  'a user may be unknown, deleted or disabled',
  false,
  'message',
];
export const fileUnreachable: FailureRow = [
  'file_unreachable',
  'no',
  'the NAS could not download the file: its address must work from there and end in a name',
  false,
  'message',
];
export const unknownError: FailureRow = ['api_error', 'unknown', 'no client has reported this error', false, 'message'];
const forbidden: FailureRow = ['forbidden', 'no', 'the integration may not do this: is the bot in the channel?'];

/** Chat's error codes. Sources: six independent clients and DSM's general list; none is documented for Chat. */
export const refusals: Readonly<Record<number, FailureRow>> = {
  100: ['api_error', 'unknown', 'it does not say why; seen for a wrong token'],
  101: payloadInvalid,
  102: ['chat_unavailable', 'no', 'is the Chat package installed and running?', 'later'],
  103: ['method_unknown', 'no', 'it has no such method: copy the URL from Chat again'],
  104: ['version_unsupported', 'no', 'it has no such version: copy the URL from Chat again'],
  105: forbidden,
  114: ['api_error', 'unknown', 'something is missing', false, 'message'],
  115: ['api_error', 'unknown', 'it does not allow this; seen after an upgrade of Chat'],
  117: payloadInvalid,
  119: forbidden,
  120: payloadInvalid,
  401: forbidden,
  402: ['api_error', 'unknown', 'it has no such post', false, 'message'],
  404: ['token_invalid', 'no', 'the token was replaced, or its integration disabled: copy the URL from Chat again'],
  407: recordInvalid,
  409: ['file_too_large', 'no', 'at most 32 MB, or what the administrator set', false, 'message'],
  410: ['text_too_long', 'no', 'even a small part of the text is too long: lower maxText', false, 'message'],
  411: ['rate_limited', 'no', 'leave more time between two posts', 'paced'],
  800: [
    'target_missing',
    'no',
    'This is the URL of a bot, which needs a user: use sendBot, or copy the URL of an incoming webhook',
  ],
};

// The way to Chat and back.
export const noConnection: FailureRow = [
  'connect_failed',
  'no',
  'No connection to the NAS: check host, port and firewall',
  'soon',
];
export const noPermission: FailureRow = [
  'connect_failed',
  'no',
  'Deno may not connect: run with --allow-net=HOST:PORT',
];
export const badPort: FailureRow = ['connect_failed', 'no', 'This runtime does not connect to such a port'];
export const noTunnel: FailureRow = [
  'connect_failed',
  'no',
  'The proxy does not connect: check it, and HTTPS_PROXY',
  'later',
];
export const noReason: FailureRow = [
  'connect_failed',
  'unknown',
  'The request failed, and this runtime does not tell why: check the address',
  'later',
];
const unknownHost = 'The host name is not known here: check its spelling, and DNS';
export const nameServerBusy: FailureRow = ['dns_failed', 'no', unknownHost, 'soon'];
export const nameUnknown: FailureRow = ['dns_failed', 'no', unknownHost, 'later'];
const noTls = 'There is no https at this port: is it the one for http?';
export const tlsMissing: FailureRow = ['tls_failed', 'no', noTls];
export const tlsPerhapsMissing: FailureRow = ['tls_failed', 'unknown', noTls];
export const untrusted: FailureRow = [
  'tls_failed',
  'no',
  'The certificate is not trusted here (synochat/tls can), expired or for another name',
];
const brokenTls = 'TLS broke or was refused: is a firewall in the way, or a client certificate or older TLS wanted?';
export const handshakeBroken: FailureRow = ['tls_failed', 'no', brokenTls, 'soon'];
export const handshakeRefused: FailureRow = ['tls_failed', 'no', brokenTls];
export const tlsBroken: FailureRow = ['tls_failed', 'unknown', brokenTls];
export const refusedUnread: FailureRow = [
  'connection_lost',
  'no',
  'The server refused the request unread: is it starting or too busy?',
  'soon',
];
export const connectionLost: FailureRow = [
  'connection_lost',
  'unknown',
  'The connection broke before the answer: is a proxy in the way?',
  'later',
];

// An answer by another server than Chat, most often a proxy.
export const redirected: FailureRow = ['redirected', 'no', 'The address redirects: use the one it leads to'];
export const notChat: FailureRow = [
  'not_chat',
  'unknown',
  'The answer is not one of Chat: check the address, and that a proxy forwards /webapi/',
];
export const replyTooLarge: FailureRow = [
  'reply_too_large',
  'unknown',
  'The answer is larger than expected: check the address, and that a proxy forwards /webapi/',
];

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
