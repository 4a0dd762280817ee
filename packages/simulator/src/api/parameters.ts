import { readText } from '../shared/body.ts';
import type { Switches } from '../switches/switches.ts';
import { findRaw, type RawPayload, readPayload } from './payload.ts';

/** The parameters of one call to the web API, wherever they stood, and the body as it came. */
export interface Parameters {
  readonly fields: ReadonlyMap<string, string>;
  readonly body: string;
  readonly raw: RawPayload;
}

// One file of the largest size is 32 MB; a body can hold no more than its address and a text.
const maxCallBytes = 33 * 1024 * 1024;

/**
 * Query and body in one; where both name a parameter the body wins. The body is read as a form whatever its content
 * type says, which several clients rely on. A body that is a JSON object holds no parameters; by the switch `jsonBody`
 * it is the payload if there is no other. Undefined when the body is too large.
 */
export async function readParameters(req: Request, switches: Switches): Promise<Parameters | undefined> {
  const body = await readText(req, maxCallBytes);
  if (body === undefined) return undefined;

  const { search, searchParams } = new URL(req.url);
  const isObject = readPayload(body, switches) !== undefined;
  const fields = new Map([...searchParams, ...new URLSearchParams(isObject ? '' : body)]);
  if (isObject && switches.jsonBody === 'accept' && !fields.has('payload')) fields.set('payload', body);
  fields.set('token', unquoted(fields.get('token') ?? ''));
  return { fields, body, raw: findRaw(search.slice(1), isObject ? '' : body) };
}

/** The address that Chat hands out has its token in quotes; without them it works as well. */
function unquoted(token: string): string {
  return /^"(.*)"$/s.exec(token)?.[1] ?? token;
}
