import type { Failure } from '../../shared/failure.ts';
import { printable } from '../../shared/printable.ts';
import { type FailureRow, failureOf } from './failures.ts';

const payloadInvalid: FailureRow = [
  'payload_invalid',
  'no',
  'something is wrong: check text, file address, buttons and ids',
  false,
  'message',
];
const recordInvalid: FailureRow = [
  'record_invalid',
  'no',
  'a user may be unknown, deleted or disabled',
  false,
  'message',
];
const fileUnreachable: FailureRow = [
  'file_unreachable',
  'no',
  'the NAS could not download the file: its address must work there and end in a name',
  false,
  'message',
];
const unknownError: FailureRow = ['api_error', 'unknown', 'an unknown error', false, 'message'];
const forbidden: FailureRow = ['forbidden', 'no', 'the integration may not do this: is the bot in the channel?'];

/** The failure of each of Chat's error codes. Sources: six independent clients and DSM's general list; none is documented for Chat. */
const refusals: Readonly<Record<number, FailureRow>> = {
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
  404: ['token_invalid', 'no', 'the token was replaced or disabled: copy the URL from Chat again'],
  407: recordInvalid,
  409: ['file_too_large', 'no', 'the file is over 32 MB, or the limit of the administrator', false, 'message'],
  410: ['text_too_long', 'no', 'the text is too long: lower maxText', false, 'message'],
  411: ['rate_limited', 'no', 'leave more time between two posts', 'paced'],
  800: ['target_missing', 'no', 'This is the URL of a bot: use sendBot, or the URL of an incoming webhook'],
};

/**
 * Returns the failure that an answer with `success: false` means. `errors` is a string, an object or absent. In its text
 * `secret` and addresses are masked, and invisible characters become U+FFFD.
 */
export function apiFailure(
  error: unknown,
  hasFile: boolean,
  secret: string,
  withoutCode: FailureRow = unknownError,
): Failure {
  const { code, errors } = Object(error) as { code?: unknown; errors?: unknown };
  const apiCode = typeof code === 'number' ? code : undefined;
  const detail = errors ? `, ${JSON.stringify(errors)}` : '';
  const failure = failureOf(apiCode === undefined ? withoutCode : findRow(apiCode, detail, hasFile));
  const masked = detail
    .replaceAll(secret, '…')
    .replace(/https?:[^"\s]*/g, '…')
    .slice(0, 202);
  const message = `Chat refused: ${failure.message} (API error ${apiCode ?? 'without a code'}${printable(masked)})`;
  return { ...failure, message, apiCode };
}

function findRow(apiCode: number, detail: string, hasFile: boolean): FailureRow {
  if (apiCode === 117 && hasFile) return fileUnreachable;
  // Seen: "payload: not a json object". Otherwise the record of a user is meant.
  if (apiCode === 407 && /payload|json/i.test(detail)) return payloadInvalid;
  return refusals[apiCode] ?? unknownError;
}

/**
 * Returns the failure that a filled `data.fail` means, which stands beside the users who got the post. Each request has
 * one user. The shape of the entries is unknown: an API code is read from an entry that has one, or from its `error`.
 */
export function userFailure(fail: unknown, hasFile: boolean, secret: string): Failure {
  const entries: unknown[] = [fail, ...Object.values(Object(fail) as Record<string, unknown>)];
  const errors = entries.flatMap((entry) => [entry, (Object(entry) as { error?: unknown }).error]);
  const withCode = errors.find((each) => typeof (Object(each) as { code?: unknown }).code === 'number');
  return apiFailure(withCode ?? { errors: fail }, hasFile, secret, recordInvalid);
}
