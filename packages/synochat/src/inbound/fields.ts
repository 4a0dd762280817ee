import { RequestError } from '../shared/errors.ts';

/** Every field of a request by its name on the wire, as it came. Without a prototype: a field may be called anything. */
export type Fields = Record<string, string>;

/** The fields, and the name of one that came twice. */
export interface Form {
  fields: Fields;
  repeated: string | undefined;
}

/**
 * The fields of a body: WHATWG form decoding (both `+` and `%20` are a space; broken UTF-8 becomes U+FFFD), or the members of a JSON object.
 *
 * Chat posts forms; one client reports JSON. Without a telling Content-Type the first character decides.
 * Throws a `RequestError` `body_invalid` for anything else.
 */
export function decodeBody(text: string, contentType: string | null): Form {
  if (text === '') throw new RequestError('body_invalid', 'The body is empty');
  if (contentType?.startsWith('multipart/'))
    throw new RequestError('body_invalid', 'The body is multipart; a form or JSON was expected');
  const isForm = contentType?.startsWith('application/x-www-form-urlencoded') ?? false;
  return !isForm && (contentType?.includes('json') || /^\s*\{/.test(text)) ? decodeJson(text) : decodeForm(text);
}

function decodeForm(text: string): Form {
  const fields = Object.create(null) as Fields;
  let repeated: string | undefined;
  for (const [name, value] of new URLSearchParams(text)) {
    if (name in fields) repeated = name;
    fields[name] = value;
  }
  return { fields, repeated };
}

/** Numbers become strings as they do in a form; objects stay JSON; null is a field that is not there. */
function decodeJson(text: string): Form {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError();
    const fields = Object.create(null) as Fields;
    for (const [name, member] of Object.entries(value)) {
      if (member !== null) fields[name] = typeof member === 'string' ? member : JSON.stringify(member);
    }
    return { fields, repeated: undefined };
  } catch {
    throw new RequestError('body_invalid', 'The body is not a JSON object');
  }
}

/** The field's text. Throws `field_missing`. */
export function textField(fields: Fields, name: string): string {
  const value = fields[name];
  if (value === undefined)
    throw new RequestError('field_missing', `The field ${name} is missing`, `Missing field: ${name}`);
  return value;
}

/** The field's digits, as they came: a post id can be larger than a number holds. Throws `field_missing` or `field_invalid`. */
export function digitsField(fields: Fields, name: string): string {
  const value = textField(fields, name);
  if (!/^\d+$/.test(value)) throw invalid(name);
  return value;
}

/** The field as a whole number. Throws `field_missing` or `field_invalid`. */
export function numberField(fields: Fields, name: string): number {
  const value = Number(digitsField(fields, name));
  if (!Number.isSafeInteger(value)) throw invalid(name);
  return value;
}

/** The field, milliseconds since 1970, as a date. Throws `field_missing` or `field_invalid`. */
export function dateField(fields: Fields, name: string): Date {
  const date = new Date(numberField(fields, name));
  if (Number.isNaN(date.getTime())) throw invalid(name);
  return date;
}

/** A refusal that names the field and keeps its value to itself. */
export function invalid(name: string): RequestError {
  return new RequestError('field_invalid', `The field ${name} is invalid`, `Invalid field: ${name}`);
}
