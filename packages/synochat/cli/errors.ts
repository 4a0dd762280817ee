import { Interrupted, maskMessage } from '@synochat/command-line';
import { SendError } from 'synochat';
import { isArgumentError } from './exit.ts';

/** An error in the result of `--json`. The names of the members never change. */
export interface ErrorData {
  /** The code of a `SendError`, or `usage`, `interrupted` or `failed`. */
  readonly code: string;
  readonly message: string;
  readonly apiCode?: number | undefined;
  readonly posted?: SendError['posted'];
  readonly partsPosted?: number;
  readonly retryable?: boolean;
  /** Milliseconds. */
  readonly retryAfter?: number | undefined;
  /** The messages that were not posted, for a retry by the script. */
  readonly remaining?: SendError['remaining'];
}

/** Returns an error as data. The message holds no token. */
export function errorData(error: unknown): ErrorData {
  const message = maskMessage(error instanceof Error ? error.message : String(error));
  if (error instanceof SendError) {
    const { code, apiCode, posted, partsPosted, retryable, retryAfter, remaining } = error;
    const advice =
      code === 'tls_failed' ? '. `synochat doctor` names the cause, and --ca FILE trusts a certificate' : '';
    return { code, message: message + advice, apiCode, posted, partsPosted, retryable, retryAfter, remaining };
  }
  if (error instanceof Interrupted) return { code: 'interrupted', message };
  return isArgumentError(error) ? { code: 'usage', message, posted: 'no' } : { code: 'failed', message };
}
