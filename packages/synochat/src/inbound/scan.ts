import { RequestError } from '../shared/errors.ts';
import { notForm, type Scanned } from './fields.ts';
import { scanForm } from './form.ts';
import { scanMembers } from './members.ts';

/**
 * Finds the fields of a body, which is a form or a JSON object, without decoding their values.
 *
 * Chat posts forms; one client reports JSON. The first character decides, because clients set the Content-Type freely and
 * no field of Chat begins with a brace. Throws a `RequestError` `body_invalid` for other bodies and for more than 64 fields.
 */
export function scan(body: string): Scanned {
  const start = body.length - body.trimStart().length;
  const first = body.charAt(start);
  // An empty body, a JSON array, or the boundary of a multipart body.
  if (first === '' || first === '[' || body.startsWith('--')) throw notForm();
  return first === '{' ? scanMembers(body, start) : scanForm(body);
}

/**
 * Finds the members of a press, which arrives as a field of JSON in a form; returns any other body unchanged.
 *
 * Until the token was compared only ASCII is decoded, which the marks of JSON and Chat's tokens are: broken UTF-8 takes five times as
 * long.
 */
export function scanPress(body: Scanned): Scanned {
  if (!body.names.includes('payload')) return body;
  const read = (onlyAscii: boolean) => readOnly(body, 'payload', Number.POSITIVE_INFINITY, onlyAscii) ?? '';
  const ascii = read(true);
  const press = scan(ascii);
  // No valid JSON holds U+001A: without it, nothing was left out.
  return ascii.includes('\x1a') ? { ...press, open: () => scan(read(false)).open() } : press;
}

/**
 * Decodes the one field of that name. Returns undefined if the field is missing, or longer on the wire than `maxLength`.
 * Throws a `RequestError` `body_invalid` if the body has two such fields: it is unknown which one counts.
 */
export function readOnly(
  { names, textAt }: Scanned,
  name: string,
  maxLength = Number.POSITIVE_INFINITY,
  onlyAscii?: boolean,
): string | undefined {
  const at = names.indexOf(name);
  if (names.indexOf(name, at + 1) > at) throw new RequestError('body_invalid', `The body has two fields ${name}`);
  return at < 0 ? undefined : textAt(at, maxLength, onlyAscii);
}
