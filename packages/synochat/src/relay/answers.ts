import type { RequestError } from '../index.ts';

/** Returns an answer with a text of exactly these characters. */
export function answerText(text: string, status: number, type: 'text/html' | 'text/plain'): Response {
  return new Response(text === '' ? null : text, { status, headers: { 'content-type': type, ...headersOf(status) } });
}

/** Returns an answer with JSON. */
export function answerJson(value: unknown, status = 200): Response {
  return Response.json(value, { status, headers: headersOf(status) });
}

/**
 * Returns the status of the refusal. A body that was slow, and a mistake of the program, may pass later: tools retry only after
 * 5xx. Never 429, which Alertmanager and Grafana do not retry.
 */
export function statusOf({ status }: RequestError, wrongKey = 401): number {
  if (status === 401) return wrongKey;
  return status === 408 || status >= 500 ? 503 : status;
}

function headersOf(status: number): Record<string, string> {
  if (status === 503) return { 'retry-after': '30' };
  return status === 405 ? { allow: 'GET, HEAD, POST, PUT' } : {};
}

/** Returns an error in Slack's words. Mattermost's tools expect the same. */
export function slackReason(error: RequestError): string {
  const { code } = error;
  if (code === 'probe') return '';
  if (code.startsWith('token_')) return 'invalid_token';
  if (statusOf(error) === 503) return 'rollup_error';
  return code === 'notification_empty' ? 'no_text' : 'invalid_payload';
}
