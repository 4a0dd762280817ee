const requests = new WeakMap<AbortSignal, Request>();

/**
 * Creates a request that lives as long as its signal. In Node a request that is garbage-collected stops to follow the
 * signal, so that its connection would stay open after a timeout.
 */
export function createHeldRequest(
  input: string | Request,
  init: RequestInit & { readonly signal: AbortSignal },
): Request {
  const request = new Request(input, init);
  requests.set(init.signal, request);
  return request;
}
