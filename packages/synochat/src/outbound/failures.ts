import type { Failure, SendErrorCode } from '../shared/errors.ts';

type Row = readonly [apiCodes: readonly number[], code: SendErrorCode, advice: string, retry?: Failure['retry']];

const fileUnreachable: Row = [
  [117],
  'file_unreachable',
  'the NAS could not download the file: its address must work from there and end in a name',
];

/** Chat's error codes. Sources: six independent clients and DSM's general list; none is documented for Chat. */
const rows: readonly Row[] = [
  [[100], 'api_error', 'it does not say why; seen for a wrong token'],
  [[101, 117, 120], 'payload_invalid', 'something is wrong: check text, file address, buttons and ids'],
  [[102], 'chat_unavailable', 'is the Chat package installed and running?', 'later'],
  [[103], 'method_unknown', 'it has no such method: copy the URL from Chat again'],
  [[104], 'version_unsupported', 'it has no such version: copy the URL from Chat again'],
  [[105, 119, 401], 'forbidden', 'the integration may not do this: is the bot in the channel?'],
  [[114], 'api_error', 'something is missing'],
  [[115], 'api_error', 'it does not allow this; seen after an upgrade of Chat'],
  [[402], 'api_error', 'it has no such post'],
  [[404], 'token_invalid', 'the token was replaced, or its integration disabled: copy the URL from Chat again'],
  [[407], 'record_invalid', 'a user may be unknown, deleted or disabled'],
  [[409], 'file_too_large', 'at most 32 MB, or what the administrator set'],
  [[410], 'text_too_long', 'even a small part of the text is too long: lower maxText'],
  [[411], 'rate_limited', 'leave more time between two posts', 'soon'],
];

const unknown: Row = [[], 'api_error', 'nobody has reported this error'];

/** What failed; unless it says otherwise Chat may have posted, and trying again does not help. */
export function failed(
  code: SendErrorCode,
  message: string,
  posted: Failure['posted'] = 'unknown',
  retry?: Failure['retry'],
): Failure {
  return { code, message, posted, retry };
}

/** What an answer with `success: false` means. `errors` is a string, an object or absent; `secret` is masked in what it says, and so are addresses. */
export function apiFailure(error: unknown, hasFile: boolean, secret: string): Failure {
  const { code: given, errors } = Object(error) as { code?: unknown; errors?: unknown };
  const apiCode = typeof given === 'number' ? given : undefined;
  const known = apiCode === 117 && hasFile ? fileUnreachable : rows.find(([codes]) => codes.includes(apiCode ?? 0));
  const [, code, advice, retry] = known ?? unknown;
  const said = errors
    ? `, ${JSON.stringify(errors)
        .replaceAll(secret, '…')
        .replace(/https?:[^"\s]*/g, '…')
        .slice(0, 200)}`
    : '';
  const message = `Chat refused: ${advice} (API error ${apiCode ?? 'without a code'}${said})`;
  // What an unknown error leaves behind is unknown too.
  return { ...failed(code, message, code === 'api_error' ? 'unknown' : 'no', retry), apiCode };
}

/** An answer that is none of the API's. */
export function replyFailure(code: 'not_chat' | 'reply_too_large'): Failure {
  const what = code === 'not_chat' ? 'not one of Chat' : 'larger than expected';
  return failed(code, `The answer is ${what}: check the address, and that a proxy forwards /webapi/`);
}

/** An HTTP status that Chat itself never gives: it answers 200 also to errors, so this comes from what stands before it. */
export function statusFailure(status: number): Failure {
  if (status === 0 || (status >= 300 && status < 400)) {
    // A token is not sent elsewhere.
    return failed('redirected', 'The address redirects: use the one it leads to', 'no');
  }
  // A gateway's 5xx, or a 408, may come after Chat got the message.
  const refused = status >= 400 && status < 500 && status !== 408;
  const message = `HTTP status ${status} from before Chat: check address, proxy and firewall`;
  return failed('http_status', message, refused ? 'no' : 'unknown');
}

/** The limiter's own error is the cause: without it nobody could mend it, and it was told no token. */
export function limiterFailure(cause: unknown): Failure {
  return { ...failed('limiter_failed', 'The limiter failed: see the cause', 'no', 'later'), cause };
}
