import { OutboxError } from './error.ts';

/** Returns the error of a store for the caller of the outbox. */
export function asOutboxError(error: unknown): OutboxError {
  if (error instanceof OutboxError) return error;
  const { message } = Object(error) as { message?: string };
  return new OutboxError(
    'store_failed',
    message === undefined || message === '' ? 'The store of the outbox failed' : message,
    error,
  );
}
