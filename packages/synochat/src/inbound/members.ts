import { parseShallow } from '../shared/json.ts';
import { assertFew, indexOrEnd, notForm, readObject, type Scanned } from './fields.ts';

const quote = 34;
const backslashCode = 92;
const comma = 44;
const colon = 58;
const open = 91;
const close = 93;
/** Brackets and braces differ only in this bit. */
const bracketOrBrace = ~32;

/** The largest number of strings and of characters outside strings. A press has about 60; 64 KiB of them take milliseconds to parse. */
const maxSteps = 4096;

/** Escaped letter by letter and in quotes, `payload` has 44 characters. `readOnly` looks for no longer name. */
const maxQuotedName = 44;

/**
 * Finds the members of the JSON object that begins at `start`, without parsing their values.
 *
 * Throws a `RequestError` `body_invalid` at the 65th member, for more than 32 levels, for more than 4,096 strings and
 * characters outside strings, and if the object has no end. `open` rejects JSON that is invalid in another way.
 */
export function scanMembers(text: string, start: number): Scanned {
  const names: string[] = [];
  const strings: string[] = [];
  let depth = 0;
  let steps = 0;
  let isName = true;
  for (let at = start; at < text.length; at++) {
    if (++steps > maxSteps) throw notForm();
    const code = text.charCodeAt(at);
    if (code === quote) {
      const from = at;
      at = endOfString(text, at);
      if (depth > 1) continue;
      const json = text.slice(from, at + 1);
      if (isName) names.push(toName(json));
      else strings[names.length - 1] = json;
      assertFew(names);
    } else if ((code & bracketOrBrace) === open) {
      if (++depth > 32) throw notForm();
    } else if ((code & bracketOrBrace) === close) {
      if (--depth === 0) break;
    } else if (depth === 1 && (code === comma || code === colon)) isName = code === comma;
  }
  if (depth > 0) throw notForm();
  return {
    names,
    textAt: (at, limit) => {
      const json = strings[at];
      return json === undefined || json.length > limit ? undefined : toText(json);
    },
    open: () => {
      const form = readObject(orInvalid(() => parseShallow(text)));
      // If two members have the same name, JSON.parse returns the last.
      if (Object.keys(form.values).length < names.length) form.repeated = repeatedName(names);
      return form;
    },
  };
}

/** Returns the index of the closing quote, or the length of the text. A native search costs a hundredth of a loop. */
function endOfString(json: string, start: number): number {
  for (let at = start + 1; ; ) {
    // One by one: to search after each of many escapes takes three times as long.
    while (json.charCodeAt(at) === backslashCode) at += 2;
    const end = indexOrEnd(json, '"', at);
    let first = end;
    while (first > at && json.charCodeAt(first - 1) === backslashCode) first--;
    // After an odd number of backslashes, the quote belongs to the string.
    if ((end - first) % 2 === 0) return end;
    at = end + 1;
  }
}

function toName(json: string): string {
  return json.length > maxQuotedName ? json.slice(1, -1) : toText(json);
}

/** Reads a JSON string. Control characters and missing quotes are left to the parser of the whole body. */
function toText(json: string): string {
  return json.includes('\\') ? (orInvalid(() => JSON.parse(json)) as string) : json.slice(1, -1);
}

function orInvalid(parse: () => unknown): unknown {
  try {
    return parse();
  } catch {
    throw notForm();
  }
}

function repeatedName(names: readonly string[]): string {
  return names.find((name, at) => names.includes(name, at + 1)) ?? '';
}
