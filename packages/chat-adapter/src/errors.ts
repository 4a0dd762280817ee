import {
  AdapterRateLimitError,
  AuthenticationError,
  NetworkError,
  PermissionError,
  ResourceNotFoundError,
  ValidationError,
} from '@chat-adapter/shared';
import { SendError } from 'synochat';
import { adapterName } from './thread-id.ts';

/** Runs the call, and throws the SDK's error in place of a `SendError`. The text of the `SendError` stays. */
export async function withSdkErrors<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw error instanceof SendError ? toSdkError(error) : error;
  }
}

function toSdkError(error: SendError): Error {
  const { code, message, retryAfter } = error;
  switch (code) {
    case 'rate_limited':
      return new AdapterRateLimitError(
        adapterName,
        retryAfter === undefined ? undefined : Math.ceil(retryAfter / 1000),
      );
    case 'token_invalid':
      return new AuthenticationError(adapterName, message);
    case 'forbidden':
      return caused(new PermissionError(adapterName, 'read this conversation'), error);
    case 'target_missing':
    case 'record_invalid':
      return caused(new ResourceNotFoundError(adapterName, `user: ${message}`), error);
    case 'payload_invalid':
    case 'text_too_long':
    case 'file_too_large':
    case 'file_unreachable':
      return caused(new ValidationError(adapterName, message), error);
    default:
      return new NetworkError(adapterName, message, error);
  }
}

/** Lets a handler find out how far a message came: `error.cause.remaining`. */
function caused<E extends Error>(error: E, cause: SendError): E {
  error.cause = cause;
  return error;
}
