import { AdapterRateLimitError, AuthenticationError, NetworkError, ValidationError } from '@chat-adapter/shared';
import { SendError } from 'synochat';
import { adapterName } from './thread-id.ts';

/**
 * Runs the call, and throws the SDK's error in place of a `SendError`, with its text. The `SendError` is the cause, so that a
 * handler can find out how far a message came: `error.cause.remaining`. The `TypeError` or `RangeError` of a call with an
 * invalid argument becomes a `ValidationError`.
 */
export async function withSdkErrors<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const isInvalid = error instanceof TypeError || error instanceof RangeError;
    if (!isInvalid && !(error instanceof SendError)) throw error;
    const sdkError = isInvalid ? invalid(error.message) : toSdkError(error);
    sdkError.cause = error;
    throw sdkError;
  }
}

/** Returns the error for a call that cannot succeed as it was made. */
export function invalid(message: string): ValidationError {
  return new ValidationError(adapterName, message);
}

function toSdkError({ code, message, retryAfter, fault }: SendError): Error {
  if (code === 'rate_limited')
    return new AdapterRateLimitError(adapterName, retryAfter === undefined ? undefined : Math.ceil(retryAfter / 1000));
  if (code === 'token_invalid') return new AuthenticationError(adapterName, message);
  return fault === 'message' ? invalid(message) : new NetworkError(adapterName, message);
}
