import { SendError } from 'synochat';
import { Interrupted, UsageError } from './exit.ts';
import { masked } from './masked.ts';

/** What `--json` says of an error. These members never change. */
export interface ErrorData {
  /** That of a `SendError`, or `usage`, `interrupted`, `failed`. */
  readonly code: string;
  readonly message: string;
  readonly apiCode?: number | undefined;
  readonly posted?: SendError['posted'];
  readonly partsPosted?: number;
  readonly retryable?: boolean;
  /** Milliseconds. */
  readonly retryAfter?: number | undefined;
  /** What was not posted, so that a script can go on. */
  readonly remaining?: SendError['remaining'];
}

export function errorData(error: unknown): ErrorData {
  const message = masked(error instanceof Error ? error.message : String(error));
  if (error instanceof SendError) {
    const { code, apiCode, posted, partsPosted, retryable, retryAfter, remaining } = error;
    const advice =
      code === 'tls_failed' ? '. `synochat doctor` names the cause, and --ca FILE trusts a certificate' : '';
    return { code, message: message + advice, apiCode, posted, partsPosted, retryable, retryAfter, remaining };
  }
  if (error instanceof Interrupted) return { code: 'interrupted', message };
  const isArgument = error instanceof UsageError || error instanceof TypeError || error instanceof RangeError;
  return isArgument ? { code: 'usage', message, posted: 'no' } : { code: 'failed', message };
}
