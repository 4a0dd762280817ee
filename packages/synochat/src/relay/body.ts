import type { NotificationOptions, ReceivedNotification } from './format.ts';
import { fieldsOfMultipart } from './multipart.ts';
import { repairJson } from './repair.ts';
import { readBodyInCharset } from './text.ts';
import { parsed, recordOf } from './words.ts';

/**
 * Returns the parts of a request that formats read. Tools set the Content-Type freely, so the body's first character decides
 * between JSON and others. Throws a `RequestError`.
 */
export async function receiveNotification(req: Request, options: NotificationOptions): Promise<ReceivedNotification> {
  const { headers, method, url } = req;
  // An address may be opened, and a message sent by its query: DSM and ntfy do so.
  const body = method === 'GET' ? '' : await readBodyInCharset(req, options);
  const form = formOf(body, headers.get('content-type') ?? '');
  const payload = form?.['payload_json'] ?? form?.['payload'];
  const text = payload ?? body;
  // Scripts send `payload=` and JSON that is not encoded: an `&` in the JSON ends the value of a form.
  const value = form && payload === undefined ? form : (valueOf(text) ?? (form && valueOf(body.slice(8))));
  return {
    fields: recordOf(value),
    text: typeof value === 'string' ? value : text,
    query: new URL(url).searchParams,
    headers,
  };
}

/** Returns the fields of a form; undefined for another body. Files are dropped. */
function formOf(body: string, type: string): Record<string, string> | undefined {
  if (/^\s*multipart\//i.test(type)) return fieldsOfMultipart(body, type);
  // `curl -d` sends any text as a form.
  const isForm = body.startsWith('payload=') || (/urlencoded/i.test(type) && /^[\w.[\]-]+=/.test(body));
  return isForm ? Object.fromEntries(new URLSearchParams(body)) : undefined;
}

/** Returns the value of the JSON, repaired if need be; undefined for another text. */
function valueOf(text: string): unknown {
  if (!/^\s*[{["]/.test(text)) return undefined;
  return parsed(text) ?? parsed(repairJson(text));
}
