import { Bare } from '../shared/bare.ts';
import { RequestError } from '../shared/errors.ts';
import { parseJson } from '../shared/json.ts';

/** Fields by their name on the wire, as they came. Without a prototype: a field may be called anything. */
export type Fields = Record<string, string>;

/** What a body holds. */
export interface Form {
  token: string | undefined;
  /** Everything but the token. */
  readonly fields: Fields;
  /** The members of a JSON object as they were parsed, its token with them; of a form its fields. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The name of a field that came twice. */
  repeated: string | undefined;
}

/**
 * The fields of a body: WHATWG form decoding (`+` and `%20` are a space, broken UTF-8 becomes U+FFFD), or the members
 * of a JSON object, its numbers as strings and its objects as JSON, 32 deep at most; null is a field that is not there.
 *
 * Chat posts forms; one client reports JSON. The first character tells: no field of Chat begins with a brace, and
 * looking at the Content-Type costs more. Throws a `RequestError` `body_invalid`.
 */
export function decodeForm(body: string): Form {
  // Nothing, or the boundary of a multipart body.
  if (/^(--|\s*$)/.test(body)) throw notForm();
  if (/^\s*[{[]/.test(body)) return readObject(fromJson(body));
  const fields = new Bare<string>();
  const form: Form = { token: undefined, fields, values: fields, repeated: undefined };
  putPairs(form, body);
  return form;
}

/** The members of a JSON object, its numbers as strings and its objects as JSON; null is one that is not there. Throws a `RequestError` `body_invalid`. */
export function readObject(value: unknown): Form {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw notForm();
  const values = value as Form['values'];
  const form: Form = { token: undefined, fields: new Bare<string>(), values, repeated: undefined };
  for (const name of Object.keys(values)) {
    const member = values[name];
    if (member !== null) put(form, name, typeof member === 'string' ? member : JSON.stringify(member));
  }
  return form;
}

function put(form: Form, name: string, value: string): void {
  if (name === 'token') {
    if (form.token !== undefined) form.repeated = name;
    form.token = value;
  } else {
    if (form.fields[name] !== undefined) form.repeated = name;
    form.fields[name] = value;
  }
}

/** What Chat sends, in its order. */
const names = [
  ...['token', 'channel_id', 'channel_type', 'channel_name', 'user_id', 'username'],
  ...['post_id', 'thread_id', 'timestamp', 'text', 'trigger_word'],
];

/** Several times cheaper than an object of what `URLSearchParams` finds; what that alone knows is left to it. */
function putPairs(form: Form, body: string): void {
  const isCoded = hasCodes(body);
  let equals = -1;
  let expected = 0;
  for (let at = 0; at < body.length; ) {
    const end = find(body, '&', at);
    // Not looked for again while it lies ahead: a body without any would be read from each of its ampersands.
    if (equals < at) equals = find(body, '=', at);
    const nameEnd = Math.min(equals, end);
    // A name that is a constant is found among the keys sooner than one that was cut out.
    let known = expected;
    while (known < names.length && !isAt(body, names[known], at, nameEnd)) known++;
    const name = names[known] ?? decode(body.slice(at, nameEnd), isCoded);
    if (known < names.length) expected = known + 1;
    if (end > at) put(form, name, decode(body.slice(nameEnd + 1, end), isCoded));
    at = end + 1;
  }
}

/** Where the character is next, the end if nowhere. */
function find(text: string, character: string, from: number): number {
  const at = text.indexOf(character, from);
  return at < 0 ? text.length : at;
}

function isAt(body: string, name = '', start: number, end: number): boolean {
  return name.length === end - start && body.startsWith(name, start);
}

/** Quicker than by a pattern. */
function hasCodes(text: string): boolean {
  return text.includes('%') || text.includes('+');
}

function decode(text: string, isCoded: boolean): string {
  if (!isCoded || !hasCodes(text)) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    // Broken percent-encoding or UTF-8.
    return new URLSearchParams(`_=${text}`).get('_') ?? '';
  }
}

function fromJson(body: string): unknown {
  try {
    return parseJson(body);
  } catch {
    throw notForm();
  }
}

function notForm(): RequestError {
  return new RequestError('body_invalid', 'The body is neither a form nor a JSON object');
}

/** The field's text. Throws `field_missing`. */
export function textField(fields: Fields, name: string): string {
  return fields[name] ?? refuse('field_missing', name);
}

/** The field's digits, as they came: a post id can be larger than a number holds. Throws `field_missing` or `field_invalid`. */
export function digitsField(fields: Fields, name: string): string {
  const value = textField(fields, name);
  return /^\d+$/.test(value) ? value : refuse('field_invalid', name);
}

/** The field as a whole number, in half the time of a pattern and `Number`. Throws `field_missing` or `field_invalid`. */
export function numberField(fields: Fields, name: string): number {
  const value = textField(fields, name);
  let number = value === '' ? Number.NaN : 0;
  for (let at = 0; at < value.length; at++) {
    const digit = value.charCodeAt(at) - 48;
    number = digit >= 0 && digit <= 9 ? number * 10 + digit : Number.NaN;
  }
  return Number.isSafeInteger(number) ? number : refuse('field_invalid', name);
}

/** The field, milliseconds since 1970, as a date. Throws `field_missing` or `field_invalid`. */
export function dateField(fields: Fields, name: string): Date {
  const date = new Date(numberField(fields, name));
  return Number.isNaN(date.getTime()) ? refuse('field_invalid', name) : date;
}

/** Refuses the request, naming the field but not its value; nor a name unlike Chat's, which is the sender's text and belongs neither into a log nor into an answer. */
export function refuse(code: 'field_missing' | 'field_invalid', name: string): never {
  const what = code.replace('_', ' ');
  const said = /^[a-z_]{1,30}$/.test(name) ? `${what}: ${name}` : what;
  throw new RequestError(code, said, said);
}
