import type { Failure, SendErrorCode } from '../shared/errors.ts';

type Row = readonly [code: SendErrorCode, advice: string, retry?: Failure['retry']];

const forbidden: Row = ['forbidden', 'the integration may not do this; is the bot a member of the channel?'];
const payloadInvalid: Row = [
  'payload_invalid',
  'something is missing or wrong: check text, file address, buttons and ids',
];
const fileUnreachable: Row = [
  'file_unreachable',
  'the NAS could not download the file, whose address must work from there and end in a name',
];

/** Chat's error codes. Sources: six independent clients and DSM's general list; none is documented for Chat. */
const apiFailures: Readonly<Record<number, Row>> = {
  100: ['api_error', 'it does not say why; one report saw this for a wrong token'],
  101: payloadInvalid,
  102: ['chat_unavailable', 'is the Chat package installed and running?', 'later'],
  103: ['method_unknown', 'it has no such method: copy the URL from Chat again'],
  104: ['version_unsupported', 'it is of another version: copy the URL from Chat again'],
  105: forbidden,
  114: ['api_error', 'a parameter is missing'],
  115: ['api_error', 'it does not allow this; one report saw it after an upgrade of Chat'],
  117: payloadInvalid,
  119: forbidden,
  120: payloadInvalid,
  401: forbidden,
  402: ['api_error', 'there is no such post'],
  404: [
    'token_invalid',
    'the token was regenerated, is of another kind of integration, or the integration is disabled',
  ],
  407: ['record_invalid', 'a user may be unknown, deleted or disabled'],
  409: ['file_too_large', 'the file may have 32 MB, or less if the administrator says so'],
  410: ['text_too_long', 'even a small part of the text is; is maxText too large for this server?'],
  411: ['rate_limited', 'leave more time between two posts of one integration', 'soon'],
};

/** What an answer with `success: false` means. `errors` is a string, an object or absent; `secret` is masked in what it says, and so are addresses. */
export function apiFailure(error: unknown, hasFile: boolean, secret: string): Failure {
  const { code: given, errors } = Object(error) as { code?: unknown; errors?: unknown };
  const apiCode = typeof given === 'number' ? given : undefined;
  const known = apiCode === 117 && hasFile ? fileUnreachable : apiFailures[apiCode ?? 0];
  const [code, advice, retry] = known ?? ['api_error', 'an error that nobody has reported for this API'];
  const said = errors
    ? `, ${JSON.stringify(errors)
        .replaceAll(secret, '…')
        .replace(/https?:[^"\s]*/g, '…')
        .slice(0, 200)}`
    : '';
  return {
    code,
    message: `Chat refused: ${advice} (API error ${apiCode ?? 'without a code'}${said})`,
    apiCode,
    // What an unknown error leaves behind is unknown too.
    posted: code === 'api_error' ? 'unknown' : 'no',
    retry,
  };
}

/** An answer that is none of the API's. */
export function replyFailure(code: 'not_chat' | 'reply_too_large'): Failure {
  const what = code === 'not_chat' ? 'not one of Chat' : 'larger than expected';
  return {
    code,
    message: `The answer is ${what}: check the address, and that a proxy forwards /webapi/`,
    posted: 'unknown',
  };
}

/** An HTTP status that Chat itself never gives: it answers 200 also to errors, so this comes from what stands before it. */
export function statusFailure(status: number): Failure {
  if (status === 0 || (status >= 300 && status < 400)) {
    return {
      code: 'redirected',
      message: 'The address redirects, and a token is not sent elsewhere: use the address it leads to',
      posted: 'no',
    };
  }
  // A gateway's 5xx, or a 408, may come after Chat got the message.
  const refused = status >= 400 && status < 500 && status !== 408;
  return {
    code: 'http_status',
    message: `HTTP status ${status} from before Chat: check address, proxy and firewall`,
    posted: refused ? 'no' : 'unknown',
  };
}

/** The limiter's own error is the cause: without it nobody could mend it, and it was told no token. */
export function limiterFailure(cause: unknown): Failure {
  const message = 'The limiter failed, so this was not sent: see the cause';
  return { code: 'limiter_failed', message, posted: 'no', retry: 'later', cause };
}
