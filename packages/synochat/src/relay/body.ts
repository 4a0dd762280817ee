import { RequestError } from '../index.ts';
import { readBody } from '../shared/body.ts';
import { parseJson } from '../shared/json.ts';
import type { NotificationOptions, ReceivedNotification } from './format.ts';
import { repairJson } from './repair.ts';
import { isRecord, type Members } from './words.ts';

/**
 * Returns the parts of a request that formats read. Tools set the Content-Type freely, so the body's first character decides
 * between JSON and others. Throws a `RequestError`.
 */
export async function receive(req: Request, { maxBytes, timeout }: NotificationOptions): Promise<ReceivedNotification> {
  const { headers, method } = req;
  const query = new URL(req.url).searchParams;
  // An address may be opened, and a message sent by its query: DSM and ntfy do so.
  if (method === 'GET') return { fields: {}, text: '', query, headers };
  const limits = { maxBytes: maxBytes ?? 1_048_576, timeout: timeout ?? 5_000 };
  const body = await readBody(req, limits, (code, message) => new RequestError(code, message));
  const type = headers.get('content-type') ?? '';
  const form = await formOf(body, type);
  const { payload } = form ?? {};
  const text = payload ?? body;
  const value = form && payload === undefined ? form : valueOf(text);
  if (typeof value === 'string') return { fields: {}, text: value, query, headers };
  return { fields: isRecord(value) ? value : {}, text, query, headers };
}

/** Returns the fields of a form, with `payload_json` as `payload`; undefined for another body. Files are dropped. */
async function formOf(body: string, type: string): Promise<Record<string, string> | undefined> {
  if (/^\s*multipart\//i.test(type)) return fieldsOf(await multipart(body, type));
  // `curl -d` sends any text as a form.
  const isForm = /^payload=|^[\w.[\]-]+=/.test(body) && (/urlencoded/i.test(type) || body.startsWith('payload='));
  return isForm ? fieldsOf(new URLSearchParams(body)) : undefined;
}

function fieldsOf(form: Iterable<[string, unknown]>): Record<string, string> {
  const texts = [...form].filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  const { payload_json: payload, ...fields } = Object.fromEntries(texts);
  return payload === undefined ? fields : { ...fields, payload };
}

async function multipart(body: string, type: string): Promise<Iterable<[string, unknown]>> {
  try {
    return await new Response(body, { headers: { 'content-type': type } }).formData();
  } catch {
    throw new RequestError('notification_invalid', 'The multipart body is broken or cut off');
  }
}

/** Returns the value of the JSON, mended if need be; undefined for another text. */
function valueOf(text: string): Members | string | readonly unknown[] | undefined {
  if (!/^\s*[{["]/.test(text)) return undefined;
  for (const json of [text, repairJson(text)]) {
    try {
      return parseJson(json) as Members;
    } catch {
      // The text may be no JSON.
    }
  }
  return undefined;
}
