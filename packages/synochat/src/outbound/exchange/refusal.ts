import type { Failure } from '../../shared/failure.ts';
import { printable } from '../../shared/printable.ts';
import {
  type FailureRow,
  failureOf,
  fileUnreachable,
  payloadInvalid,
  recordInvalid,
  refusals,
  unknownError,
} from './failures.ts';

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
