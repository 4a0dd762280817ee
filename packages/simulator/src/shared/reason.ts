/**
 * Returns why a request got no answer, for the record: the messages of the error and the cause. On Node the message of
 * `fetch` is only "fetch failed", and the cause says that nobody listens at the address.
 */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const { message, cause } = error;
  return cause instanceof Error && cause.message !== '' ? `${message}: ${cause.message}` : message;
}
