import { RequestError } from '../shared/errors.ts';
import { NullRecord } from '../shared/record.ts';

/** Fields by the name on the wire, unchanged. Without a prototype: a field may have any name. */
export type Fields = Record<string, string>;

/** The fields of a body. */
export interface Form {
  /** Every field except the token. */
  readonly fields: Fields;
  /** The parsed members of a JSON object, token included; for a form, the fields. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The name of a field that the body holds twice. */
  repeated: string | undefined;
}

/** A body whose fields were found but not decoded, so that a request without the token costs little. */
export interface Scanned {
  /** The names of the fields, decoded unless they are longer than any name that `readOnly` looks for. */
  readonly names: readonly string[];
  /**
   * Decodes the value at the index; with `onlyAscii`, other characters of a long value of a form become U+001A. Returns undefined
   * for a JSON value other than a string, and for a value whose encoded text is longer than the limit.
   */
  readonly textAt: (at: number, limit: number, onlyAscii?: boolean) => string | undefined;
  /** Decodes the whole body. Throws a `RequestError` `body_invalid`. */
  readonly open: () => Form;
}

/** Throws a `RequestError` `body_invalid` for more than 64 fields. Chat sends 11. */
export function assertFew({ length }: readonly string[]): void {
  if (length > 64) throw new RequestError('body_invalid', 'The body has more than 64 fields');
}

/** Returns the index of the next such character, or the length of the text. */
export function indexOrEnd(text: string, character: string, from: number): number {
  const at = text.indexOf(character, from);
  return at < 0 ? text.length : at;
}

/** Returns whether a text of a form is encoded. Faster than a pattern. */
export function hasCodes(text: string): boolean {
  return text.includes('%') || text.includes('+');
}

/** Reads the members of a JSON object: numbers as strings, objects as JSON, null as absent. Throws a `RequestError` `body_invalid` for any other value. */
export function readObject(value: unknown): Form {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw notForm();
  const values = value as Form['values'];
  const form: Form = { fields: new NullRecord<string>(), values, repeated: undefined };
  for (const name of Object.keys(values)) {
    const member = values[name];
    if (member !== null) addField(form, name, typeof member === 'string' ? member : JSON.stringify(member));
  }
  return form;
}

/** Adds a field, but never the token, so no `raw` shows the token. */
export function addField(form: Form, name: string, value: string): void {
  if (name === 'token') return;
  if (form.fields[name] !== undefined) form.repeated = name;
  form.fields[name] = value;
}

/** Returns the error for a body of another format. */
export function notForm(): RequestError {
  return new RequestError('body_invalid', 'The body is neither a form nor a JSON object');
}

/** Returns the field's text. Throws `field_missing`. */
export function textField(fields: Fields, name: string): string {
  return fields[name] ?? refuseField('field_missing', name);
}

/** Returns the field's digits as text, because a post id can exceed the safe integers. Throws `field_missing` or `field_invalid`. */
export function digitsField(fields: Fields, name: string): string {
  const value = textField(fields, name);
  return numberOfDigits(value) >= 0 ? value : refuseField('field_invalid', name);
}

/** Returns the field as a whole number. Throws `field_missing` or `field_invalid`. */
export function numberField(fields: Fields, name: string): number {
  const number = numberOfDigits(textField(fields, name));
  return Number.isSafeInteger(number) ? number : refuseField('field_invalid', name);
}

/** Returns the number that the digits write, or NaN for any other text, in half the time of a pattern and `Number`. */
function numberOfDigits(digits: string): number {
  let number = digits === '' ? Number.NaN : 0;
  for (let at = 0; at < digits.length; at++) {
    const digit = digits.charCodeAt(at) - 48;
    number = digit >= 0 && digit <= 9 ? number * 10 + digit : Number.NaN;
  }
  return number;
}

/** Returns the field, milliseconds since 1970, as a date. Throws `field_missing` or `field_invalid`. */
export function dateField(fields: Fields, name: string): Date {
  const date = new Date(numberField(fields, name));
  return Number.isNaN(date.getTime()) ? refuseField('field_invalid', name) : date;
}

/**
 * Throws a `RequestError` that names the field but not the value. A name unlike Chat's is left out: the name is the
 * sender's text, which belongs neither into a log nor into an answer.
 */
export function refuseField(code: 'field_missing' | 'field_invalid', name: string): never {
  const problem = code.replace('_', ' ');
  const reply = /^[a-z_]{1,30}$/.test(name) ? `${problem}: ${name}` : problem;
  throw new RequestError(code, reply, reply);
}
