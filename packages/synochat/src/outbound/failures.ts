import type { Failure, SendErrorCode } from '../shared/errors.ts';

type Row = readonly [code: SendErrorCode, retry: Failure['retry'], message: string];

const forbidden: Row = ['forbidden', 'never', 'Chat refuses this: the integration has no permission for it'];
const payloadInvalid: Row = [
  'payload_invalid',
  'never',
  'Chat does not accept the message: check its text, file address and buttons',
];
const fileUnreachable: Row = [
  'file_unreachable',
  'never',
  'The NAS could not download the file, and posted nothing: the address must be reachable from the NAS and end in a file name',
];

/** Chat's error codes. Sources: six independent clients and DSM's general list; none is documented for Chat. */
const apiFailures: Readonly<Record<number, Row>> = {
  101: payloadInvalid,
  102: ['chat_unavailable', 'later', 'The NAS knows no Chat API: is the Chat package installed and running?'],
  103: ['method_unknown', 'never', 'Chat does not know the method: is the URL the one that Chat shows?'],
  104: ['version_unsupported', 'never', 'Chat does not support this version of its API: copy the URL anew'],
  105: forbidden,
  117: payloadInvalid,
  119: forbidden,
  120: payloadInvalid,
  401: forbidden,
  404: [
    'token_invalid',
    'never',
    'Chat does not accept the token: it was regenerated, belongs to another kind of integration, or the integration is disabled',
  ],
  407: ['record_invalid', 'never', 'Chat rejects a record in the message: a user may be unknown, deleted or disabled'],
  409: ['file_too_large', 'never', 'The file is larger than Chat allows (32 MB unless the administrator set less)'],
  410: ['text_too_long', 'never', 'The text is longer than Chat allows: send it in parts'],
  411: [
    'rate_limited',
    'soon',
    'Chat takes no second message so soon: leave more time between two posts of one integration',
  ],
};

/** What an answer with `success: false` means. `errors` is a string, an object or absent; `secret` is masked in what it says. */
export function apiFailure(error: unknown, hasFile: boolean, secret: string): Failure {
  const { code, errors } =
    typeof error === 'object' && error !== null ? (error as { code?: unknown; errors?: unknown }) : {};
  const apiCode = typeof code === 'number' ? code : undefined;
  const known = apiCode === 117 && hasFile ? fileUnreachable : apiFailures[apiCode ?? 0];
  const [name, retry, message]: Row = known ?? [
    'api_error',
    'never',
    'Chat answers with an error that this library does not know',
  ];
  const said = errors === undefined || errors === null ? '' : `, "${quote(errors, secret)}"`;
  // What an unknown error leaves behind is unknown too.
  return {
    code: name,
    message: `${message} (API error ${apiCode ?? 'without a code'}${said})`,
    apiCode,
    posted: known ? 'no' : 'unknown',
    retry,
  };
}

/** An answer that is none of the API's. */
export function replyFailure(code: 'not_chat' | 'reply_too_large'): Failure {
  const message = {
    not_chat: 'The answer is not the one of the Chat API: a proxy may lead elsewhere, check that it forwards /webapi/',
    reply_too_large:
      'The answer is larger than any of the Chat API: a proxy may lead elsewhere, check that it forwards /webapi/',
  }[code];
  return { code, message, posted: 'unknown', retry: 'never' };
}

/** An HTTP status that Chat itself never gives: it answers 200 also to errors, so this comes from what stands before it. */
export function statusFailure(status: number): Failure {
  if (status === 0 || (status >= 300 && status < 400)) {
    const message =
      'The address redirects elsewhere, and a token is not sent there: use the address it leads to, or https';
    return { code: 'redirected', message, posted: 'no', retry: 'never' };
  }
  // A gateway's 5xx, or a 408, may come after Chat got the message.
  const refused = status >= 400 && status < 500 && status !== 408;
  const message = `The server before Chat answers with HTTP status ${status}: check the address, the proxy and the firewall of the NAS`;
  return { code: 'http_status', message, posted: refused ? 'no' : 'unknown', retry: 'never' };
}

function quote(errors: unknown, secret: string): string {
  const text = typeof errors === 'string' ? errors : JSON.stringify(errors);
  return text.replaceAll(secret, '…').slice(0, 200);
}
