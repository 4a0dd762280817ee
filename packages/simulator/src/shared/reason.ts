/**
 * Returns why a request got no answer, for the record: the error's message and the cause's. On Node `fetch` says only
 * "fetch failed", and its cause says that nobody listens at the address.
 */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const { message, cause } = error;
  return cause instanceof Error && cause.message !== '' ? `${message}: ${cause.message}` : message;
}
