/** Why the outbox did not store a message. These strings never change. */
export type OutboxErrorCode = 'outbox_full' | 'store_failed' | 'store_timeout' | 'outbox_closed';

/**
 * A message was not stored, or the store did not answer. The sender should try again later, as after HTTP 503.
 *
 * The message is one line for a log, without texts of messages, addresses and tokens. The cause is the store's own error.
 *
 * @example
 * ```ts
 * try {
 *   await outbox.put('alerts', 'The disk is full');
 * } catch (error) {
 *   if (error instanceof OutboxError) return new Response('try again later', { status: 503 });
 *   throw error;
 * }
 * ```
 */
export class OutboxError extends Error {
  /** Tells the error where `instanceof` cannot: two copies of the package. */
  override readonly name = 'OutboxError';
  /** Why the message was not stored. */
  readonly code: OutboxErrorCode;

  constructor(code: OutboxErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
