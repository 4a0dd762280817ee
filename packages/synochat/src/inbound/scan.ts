import { RequestError } from '../shared/errors.ts';
import { notForm, type Scanned } from './fields.ts';
import { scanForm } from './form.ts';
import { scanMembers } from './members.ts';

/**
 * Finds the fields of a body, of a form or of a JSON object, and reads none of them.
 *
 * Chat posts forms; one client reports JSON. The first character tells, not the Content-Type, which clients set as
 * they like: no field of Chat begins with a brace. Throws a `RequestError` `body_invalid`, also for more than 64 fields.
 */
export function scan(body: string): Scanned {
  const start = body.length - body.trimStart().length;
  const first = body.charAt(start);
  // Nothing, a JSON array, or the boundary of a multipart body.
  if (first === '' || first === '[' || body.startsWith('--')) throw notForm();
  return first === '{' ? scanMembers(body, start) : scanForm(body);
}

/**
 * Reads the one field of that name and no other; undefined if it is missing, or longer on the wire than `longest`.
 * Throws a `RequestError` `body_invalid` if there is a second one: which of them counts is anybody's guess.
 */
export function readOnly(
  { names, textAt }: Scanned,
  name: string,
  longest = Number.POSITIVE_INFINITY,
): string | undefined {
  const at = names.indexOf(name);
  if (names.indexOf(name, at + 1) > at) throw new RequestError('body_invalid', `The body has two fields ${name}`);
  return at < 0 ? undefined : textAt(at, longest);
}
