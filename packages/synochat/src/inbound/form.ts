import { NullRecord } from '../shared/record.ts';
import { addField, assertFew, type Fields, type Form, hasCodes, indexOrEnd, type Scanned } from './fields.ts';

/** The names that Chat sends, in its order. */
const chatNames = [
  ...['token', 'channel_id', 'channel_type', 'channel_name', 'user_id', 'username'],
  ...['post_id', 'thread_id', 'timestamp', 'text', 'trigger_word'],
];

/** Escaped letter by letter, `payload` has 21 characters. `readOnly` looks for no longer name. */
const maxNameLength = 21;

/**
 * Finds the fields of a form without decoding their values. The rules are those of the URL standard: `+` and `%20` are a
 * blank, broken escapes stay unchanged, broken UTF-8 becomes U+FFFD. https://url.spec.whatwg.org/#urlencoded-parsing
 *
 * Throws a `RequestError` `body_invalid` at the 65th field.
 */
export function scanForm(body: string): Scanned {
  const decode = hasCodes(body) ? createDecoder() : unchanged;
  const names: string[] = [];
  const values: string[] = [];
  let equals = -1;
  let expected = 0;
  for (let at = 0; at < body.length; ) {
    // One by one: to search for each ampersand of a long run takes twenty times as long.
    if (body.charCodeAt(at) === ampersand) {
      at++;
      continue;
    }
    const end = indexOrEnd(body, '&', at);
    // Keep the last `=` while it is ahead of `at`: searching per field is quadratic for a body without `=`.
    if (equals < at) equals = indexOrEnd(body, '=', at);
    const nameEnd = Math.min(equals, end);
    // As a key, a constant string is faster than a slice of the body.
    let index = expected;
    while (index < chatNames.length && !isAt(body, chatNames[index], at, nameEnd)) index++;
    if (index < chatNames.length) expected = index + 1;
    const name = chatNames[index] ?? body.slice(at, nameEnd);
    names.push(index < chatNames.length || name.length > maxNameLength ? name : decode(name));
    values.push(body.slice(nameEnd + 1, end));
    assertFew(names);
    at = end + 1;
  }
  return {
    names,
    textAt: (at, limit, onlyAscii) => {
      const value = values[at] ?? '';
      return value.length > limit ? undefined : decode(value, onlyAscii);
    },
    open: () => {
      const fields: Fields = new NullRecord<string>();
      const form: Form = { fields, values: fields, repeated: undefined };
      for (let at = 0; at < names.length; at++) {
        const name = names[at] ?? '';
        addField(form, name.length > maxNameLength ? decode(name) : name, decode(values[at] ?? ''));
      }
      return form;
    },
  };
}

const ampersand = 38;

function isAt(body: string, name = '', start: number, end: number): boolean {
  return name.length === end - start && body.startsWith(name, start);
}

type Decode = (text: string, onlyAscii?: boolean) => string;

function unchanged(text: string): string {
  return text;
}

/**
 * Returns a decoder for the texts of one body. It is native for short texts until one is broken, because an exception costs
 * as much as ten fields. A long text takes as long either way, and twice as long if it is broken at its end.
 */
function createDecoder(): Decode {
  let isValid = true;
  return (text, onlyAscii) => {
    if (!hasCodes(text)) return text;
    if (isValid && text.length < 1000) {
      try {
        return decodeURIComponent(text.replaceAll('+', ' '));
      } catch {
        isValid = false;
      }
    }
    return decodeBytes(text, onlyAscii);
  };
}

/** Decodes a text that may be broken, in one pass and without exceptions; with `onlyAscii`, each other byte becomes U+001A. */
function decodeBytes(text: string, onlyAscii = false): string {
  const bytes = new TextEncoder().encode(text);
  let end = 0;
  for (let at = 0; at < bytes.length; at++) {
    let byte = bytes[at] ?? 0;
    if (byte === plus) byte = blank;
    else if (byte === percent) {
      const code = ((digits[bytes[at + 1] ?? 0] ?? -1) << 4) | (digits[bytes[at + 2] ?? 0] ?? -1);
      if (code >= 0) {
        byte = code;
        at += 2;
      }
    }
    bytes[end++] = onlyAscii && byte > 127 ? 26 : byte;
  }
  // By the standard, U+FEFF at the beginning of a value is a character of the value.
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, end));
}

const percent = 37;
const plus = 43;
const blank = 32;

/** The value of each hexadecimal digit, by its byte; -1 for any other byte. In a table, because comparing takes three times as long. */
const digits = /* @__PURE__ */ Int8Array.from({ length: 256 }, (_, byte) =>
  '0123456789abcdef'.indexOf(String.fromCharCode(byte).toLowerCase()),
);
