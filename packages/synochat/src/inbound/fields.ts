import { Bare } from '../shared/record.ts';
import { RequestError } from '../shared/errors.ts';

/** Fields by their name on the wire, as they came. Without a prototype: a field may be called anything. */
export type Fields = Record<string, string>;

/** What a body holds. */
export interface Form {
  /** Everything but the token. */
  readonly fields: Fields;
  /** The members of a JSON object as they were parsed, its token with them; of a form its fields. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The name of a field that came twice. */
  repeated: string | undefined;
}

/** A body whose fields were found but not read, so that a stranger without a token costs no more than that. */
export interface Scanned {
  /** The names of the fields, decoded unless they are too long for any that is looked for by itself. */
  readonly names: readonly string[];
  /** Decodes the value at that place; undefined for a JSON value that is no text, and for one that is longer than the limit as it came. */
  readonly textAt: (at: number, limit: number) => string | undefined;
  /** Reads all of it. Throws a `RequestError` `body_invalid`. */
  readonly open: () => Form;
}

/** Throws a `RequestError` `body_invalid` for more than 64 fields. Chat sends 11. */
export function assertFew({ length }: readonly string[]): void {
  if (length > 64) throw new RequestError('body_invalid', 'The body has more than 64 fields');
}

/** The members of a JSON object, its numbers as strings and its objects as JSON; null is one that is not there. Throws a `RequestError` `body_invalid`. */
export function readObject(value: unknown): Form {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw notForm();
  const values = value as Form['values'];
  const form: Form = { fields: new Bare<string>(), values, repeated: undefined };
  for (const name of Object.keys(values)) {
    const member = values[name];
    if (member !== null) put(form, name, typeof member === 'string' ? member : JSON.stringify(member));
  }
  return form;
}

/** Adds a field, but not the token: the token is no field that anybody is shown. */
export function put(form: Form, name: string, value: string): void {
  if (name === 'token') return;
  if (form.fields[name] !== undefined) form.repeated = name;
  form.fields[name] = value;
}

export function notForm(): RequestError {
  return new RequestError('body_invalid', 'The body is neither a form nor a JSON object');
}

/** The field's text. Throws `field_missing`. */
export function textField(fields: Fields, name: string): string {
  return fields[name] ?? refuseField('field_missing', name);
}

/** The field's digits, as they came: a post id can be larger than a number holds. Throws `field_missing` or `field_invalid`. */
export function digitsField(fields: Fields, name: string): string {
  const value = textField(fields, name);
  return /^\d+$/.test(value) ? value : refuseField('field_invalid', name);
}

/** The field as a whole number, in half the time of a pattern and `Number`. Throws `field_missing` or `field_invalid`. */
export function numberField(fields: Fields, name: string): number {
  const value = textField(fields, name);
  let number = value === '' ? Number.NaN : 0;
  for (let at = 0; at < value.length; at++) {
    const digit = value.charCodeAt(at) - 48;
    number = digit >= 0 && digit <= 9 ? number * 10 + digit : Number.NaN;
  }
  return Number.isSafeInteger(number) ? number : refuseField('field_invalid', name);
}

/** The field, milliseconds since 1970, as a date. Throws `field_missing` or `field_invalid`. */
export function dateField(fields: Fields, name: string): Date {
  const date = new Date(numberField(fields, name));
  return Number.isNaN(date.getTime()) ? refuseField('field_invalid', name) : date;
}

/** Refuses the request, naming the field but not its value; nor a name unlike Chat's, which is the sender's text and belongs neither into a log nor into an answer. */
export function refuseField(code: 'field_missing' | 'field_invalid', name: string): never {
  const what = code.replace('_', ' ');
  const said = /^[a-z_]{1,30}$/.test(name) ? `${what}: ${name}` : what;
  throw new RequestError(code, said, said);
}
