import type { Failure, SendErrorCode } from '../../shared/errors.ts';
import { printable } from '../../shared/printable.ts';

type Row = readonly [apiCodes: readonly number[], code: SendErrorCode, advice: string, retry?: Failure['retry']];

const payloadInvalid: Row = [
  [101, 117, 120],
  'payload_invalid',
  'something is wrong: check text, file address, buttons and ids',
];
const recordInvalid: Row = [[407], 'record_invalid', 'a user may be unknown, deleted or disabled'];
const fileUnreachable: Row = [
  [],
  'file_unreachable',
  'the NAS could not download the file: its address must work from there and end in a name',
];
const unknown: Row = [[], 'api_error', 'nobody has reported this error'];

/** Chat's error codes. Sources: six independent clients and DSM's general list; none is documented for Chat. */
const rows: readonly Row[] = [
  [[100], 'api_error', 'it does not say why; seen for a wrong token'],
  payloadInvalid,
  [[102], 'chat_unavailable', 'is the Chat package installed and running?', 'later'],
  [[103], 'method_unknown', 'it has no such method: copy the URL from Chat again'],
  [[104], 'version_unsupported', 'it has no such version: copy the URL from Chat again'],
  [[105, 119, 401], 'forbidden', 'the integration may not do this: is the bot in the channel?'],
  [[114], 'api_error', 'something is missing'],
  [[115], 'api_error', 'it does not allow this; seen after an upgrade of Chat'],
  [[402], 'api_error', 'it has no such post'],
  [[404], 'token_invalid', 'the token was replaced, or its integration disabled: copy the URL from Chat again'],
  recordInvalid,
  [[409], 'file_too_large', 'at most 32 MB, or what the administrator set'],
  [[410], 'text_too_long', 'even a small part of the text is too long: lower maxText'],
  [
    [800],
    'target_missing',
    'This is the URL of a bot, which needs a user: use sendBot, or copy the URL of an incoming webhook',
  ],
  [[411], 'rate_limited', 'leave more time between two posts', 'soon'],
];

/** The columns of every table of failures: `retry` counts where Chat has not posted, as for each question. */
export type Verdict = readonly [
  code: SendErrorCode,
  message: string,
  posted: Failure['posted'],
  retry?: Failure['retry'],
];

export function failed(...[code, message, posted, retry]: Verdict): Failure {
  return { code, message, posted, retry };
}

/**
 * Returns the meaning of an answer with `success: false`. `errors` is a string, an object or absent. In its text `secret`
 * and addresses are masked, and invisible characters become U+FFFD.
 */
export function apiFailure(error: unknown, hasFile: boolean, secret: string, codeless: Row = unknown): Failure {
  const { code: given, errors } = Object(error) as { code?: unknown; errors?: unknown };
  const apiCode = typeof given === 'number' ? given : undefined;
  const sentence = errors ? `, ${JSON.stringify(errors)}` : '';
  const [, code, advice, retry] = apiCode === undefined ? codeless : findRow(apiCode, sentence, hasFile);
  const said = sentence
    .replaceAll(secret, '…')
    .replace(/https?:[^"\s]*/g, '…')
    .slice(0, 202);
  const message = `Chat refused: ${advice} (API error ${apiCode ?? 'without a code'}${printable(said)})`;
  // What an unknown error leaves behind is unknown too.
  return { code, message, posted: code === 'api_error' ? 'unknown' : 'no', retry, apiCode };
}

function findRow(apiCode: number, sentence: string, hasFile: boolean): Row {
  if (apiCode === 117 && hasFile) return fileUnreachable;
  // Seen: "payload: not a json object". Otherwise the record of a user is meant.
  if (apiCode === 407 && /payload|json/i.test(sentence)) return payloadInvalid;
  return rows.find(([codes]) => codes.includes(apiCode)) ?? unknown;
}

/**
 * Returns the meaning of a filled `data.fail`, which stands beside the users that got the post; there is one user a request.
 * The shape of its entries is unknown: a code is taken from one that has it, or from its `error`.
 */
export function userFailure(fail: unknown, hasFile: boolean, secret: string): Failure {
  const entries: unknown[] = [fail, ...Object.values(Object(fail) as Record<string, unknown>)];
  const errors = entries.flatMap((entry) => [entry, (Object(entry) as { error?: unknown }).error]);
  const coded = errors.find((each) => typeof (Object(each) as { code?: unknown }).code === 'number');
  return apiFailure(coded ?? { errors: fail }, hasFile, secret, recordInvalid);
}

/** An answer that is none of the API's. */
export function replyFailure(code: 'not_chat' | 'reply_too_large'): Failure {
  const what = code === 'not_chat' ? 'not one of Chat' : 'larger than expected';
  return failed(code, `The answer is ${what}: check the address, and that a proxy forwards /webapi/`, 'unknown');
}

/**
 * Returns the meaning of any HTTP status but 200, which comes from a proxy: Chat answers 200 even to errors.
 * `retryAfter` are the milliseconds that the proxy asked to wait.
 */
export function statusFailure(status: number, retryAfter?: number): Failure {
  // A token is not sent elsewhere.
  if (status === 0 || (status >= 300 && status < 400))
    return failed('redirected', 'The address redirects: use the one it leads to', 'no');
  const proxy = `HTTP status ${status} from a proxy in front of Chat`;
  // By 429 and 425 a proxy passes nothing on. A 503 may come from behind it, unless it says when to come again.
  if (status === 429 || status === 425 || (status === 503 && retryAfter !== undefined)) {
    const when = retryAfter === undefined ? 'later' : `in ${Math.ceil(retryAfter / 1000)} s`;
    return { ...failed('http_status', `${proxy}, which is busy: send it again ${when}`, 'no', 'soon'), retryAfter };
  }
  const advice = `${proxy}: check address, proxy and firewall`;
  // A gateway's 5xx, or a 408, may come after Chat got the message.
  return status >= 400 && status < 500 && status !== 408
    ? failed('http_status', advice, 'no')
    : failed('http_status', advice, 'unknown', 'later');
}

/** Whether it was only too early: for Chat (411), or for a proxy in front of it (429, 425, 503). */
export function cameTooEarly({ code, retry }: Failure): boolean {
  return retry === 'soon' && (code === 'rate_limited' || code === 'http_status');
}

/** The limiter's own error is the cause: without it nobody could mend it, and it was told no token. */
export function limiterFailure(cause: unknown): Failure {
  return { ...failed('limiter_failed', 'The limiter failed: see the cause', 'no', 'later'), cause };
}
