import { parseShallow } from '../shared/json.ts';
import { assertFew, notForm, readObject, type Scanned } from './fields.ts';

const quote = 34;
const backslash = 92;
const comma = 44;
const colon = 58;
const open = 91;
const close = 93;
/** Brackets and braces differ in this bit only. */
const bracketOrBrace = ~32;

/** Texts, and characters outside of texts, in all. A press has about 60; to parse 64 KiB of them takes milliseconds. */
const most = 4096;

/** Escaped letter by letter and in quotes, `payload` has 44 characters. A longer name is no name that is looked for by itself. */
const longest = 44;

/**
 * Finds the members of the JSON object that begins at `start`, and parses none of their values.
 *
 * Throws a `RequestError` `body_invalid` at the 65th member, for more than 32 levels, for more than 4,096 texts and characters outside of texts, or if the object
 * has no end. JSON that is wrong in another way is refused when it is opened.
 */
export function scanMembers(text: string, start: number): Scanned {
  const names: string[] = [];
  const texts: string[] = [];
  let depth = 0;
  let steps = 0;
  let isName = true;
  for (let at = start; at < text.length; at++) {
    if (++steps > most) throw notForm();
    const code = text.charCodeAt(at);
    if (code === quote) {
      const from = at;
      at = endOfText(text, at);
      if (depth > 1) continue;
      const json = text.slice(from, at + 1);
      if (isName) names.push(toName(json));
      else texts[names.length - 1] = json;
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
      const json = texts[at];
      return json === undefined || json.length > limit ? undefined : toText(json);
    },
    open: () => {
      const form = readObject(orInvalid(() => parseShallow(text)));
      // Every engine shows the last of two members that are called the same.
      if (Object.keys(form.values).length < names.length) form.repeated = twice(names);
      return form;
    },
  };
}

/** Returns the place of the closing quote, or the end of the text. */
function endOfText(json: string, start: number): number {
  let at = start + 1;
  for (let code = json.charCodeAt(at); at < json.length && code !== quote; code = json.charCodeAt(at))
    at += code === backslash ? 2 : 1;
  return at;
}

function toName(json: string): string {
  return json.length > longest ? json.slice(1, -1) : toText(json);
}

/** Control characters and missing quotes are left to the parser of the whole. */
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

function twice(names: readonly string[]): string {
  return names.find((name, at) => names.includes(name, at + 1)) ?? '';
}
