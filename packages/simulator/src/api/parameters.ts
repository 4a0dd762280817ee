import { readText } from '../shared/body.ts';
import type { Switches } from '../switches/switches.ts';
import { findRaw, type RawPayload, readPayload } from './payload.ts';

/** The parameters of a call to the web API, from query and body, and the unchanged body. */
export interface Parameters {
  readonly fields: ReadonlyMap<string, string>;
  readonly body: string;
  readonly raw: RawPayload;
}

// The largest file is 32 MB. A body holds only the file's URL and a text.
const maxCallBytes = 33 * 1024 * 1024;

/**
 * Returns the parameters of query and body. If both have a parameter, the body's counts. The body is read as a form
 * whatever the content type is, which several clients rely on. A JSON object as the body holds no parameters: with the
 * switch `jsonBody` the object is the payload if there is no other payload. Returns undefined if the body is too large.
 */
export async function readParameters(req: Request, switches: Switches): Promise<Parameters | undefined> {
  const body = await readText(req, maxCallBytes);
  if (body === undefined) return undefined;

  const { search, searchParams } = new URL(req.url);
  const isObject = readPayload(body, switches) !== undefined;
  const fields = new Map([...searchParams, ...new URLSearchParams(isObject ? '' : body)]);
  if (isObject && switches.jsonBody === 'accept' && !fields.has('payload')) fields.set('payload', body);
  fields.set('token', withoutQuotes(fields.get('token') ?? ''));
  return { fields, body, raw: findRaw(search.slice(1), isObject ? '' : body) };
}

/** Removes the quotes of a token. The URL in Chat has the token in quotes, and works without quotes too. */
function withoutQuotes(token: string): string {
  return /^"(.*)"$/s.exec(token)?.[1] ?? token;
}
