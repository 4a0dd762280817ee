import type { RequestError } from '../index.ts';

/** Returns an answer with a text of exactly these characters. Tools retry only after 5xx. */
export function answer(text: string, status = 200, type = 'application/json'): Response {
  const headers = {
    'content-type': type,
    ...(status === 503 && { 'retry-after': '30' }),
    ...(status === 405 && { allow: 'GET, HEAD, POST, PUT' }),
  };
  return new Response(text || null, { status, headers });
}

/** Returns an answer with JSON. */
export function answerJson(value: unknown, status?: number): Response {
  return answer(JSON.stringify(value), status);
}

/**
 * Returns the status of the refusal. A body that was slow, and a mistake of the program, may pass later. Never 429, which
 * Alertmanager and Grafana do not retry.
 */
export function statusOf({ status }: RequestError): number {
  return status === 408 || status >= 500 ? 503 : status;
}

/** Returns the reason for the sender. A wrong key is the same to all, and tools show the reason to a person. */
export function reasonToShow({ reply }: RequestError): string {
  return reply || 'unauthorized';
}
