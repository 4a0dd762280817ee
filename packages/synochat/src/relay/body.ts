import { RequestError } from '../index.ts';
import { readBodyText } from '../shared/body.ts';
import { parseJson } from '../shared/json.ts';
import type { NotificationOptions, ReceivedNotification } from './format.ts';
import { fieldsOfMultipart } from './multipart.ts';
import { repairJson } from './repair.ts';
import { isMembers } from './words.ts';

/**
 * Returns the parts of a request that formats read. Tools set the Content-Type freely, so the body's first character decides
 * between JSON and others. Throws a `RequestError`.
 */
export async function receiveNotification(
  req: Request,
  { maxBytes, timeout }: NotificationOptions,
): Promise<ReceivedNotification> {
  const { headers, method } = req;
  const query = new URL(req.url).searchParams;
  // An address may be opened, and a message sent by its query: DSM and ntfy do so.
  if (method === 'GET') return { fields: {}, text: '', query, headers };
  const limits = { maxBytes: maxBytes ?? 1_048_576, timeout: timeout ?? 5_000 };
  const body = await readBodyText(req, limits, (code, message) => new RequestError(code, message));
  const type = headers.get('content-type') ?? '';
  const form = formOf(body, type);
  const { payload } = form ?? {};
  const text = payload ?? body;
  // Scripts send `payload=` and JSON that is not encoded: an `&` in the JSON ends the value of a form.
  const value = form && payload === undefined ? form : (valueOf(text) ?? (form && valueOf(body.slice(8))));
  if (typeof value === 'string') return { fields: {}, text: value, query, headers };
  return { fields: isMembers(value) ? value : {}, text, query, headers };
}

/** Returns the fields of a form, with `payload_json` as `payload`; undefined for another body. Files are dropped. */
function formOf(body: string, type: string): Record<string, string> | undefined {
  const isMultipart = /^\s*multipart\//i.test(type);
  // `curl -d` sends any text as a form.
  const isForm = body.startsWith('payload=') || (/urlencoded/i.test(type) && /^[\w.[\]-]+=/.test(body));
  if (!isMultipart && !isForm) return undefined;
  const pairs = isMultipart ? fieldsOfMultipart(body, type) : new URLSearchParams(body);
  if (!pairs) throw new RequestError('notification_invalid', 'The multipart body is broken or cut off');
  const { payload_json: payload, ...fields } = Object.fromEntries(pairs);
  return payload === undefined ? fields : { ...fields, payload };
}

/** Returns the value of the JSON, repaired if need be; undefined for another text. */
function valueOf(text: string): unknown {
  if (!/^\s*[{["]/.test(text)) return undefined;
  return parsed(text) ?? parsed(repairJson(text));
}

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
