import { parseObject } from '../room/message.ts';
import type { Switches } from '../switches/switches.ts';

/** A payload, and whether strings in the payload had raw control characters. */
export interface Payload {
  readonly object: object;
  readonly hasControls: boolean;
}

/**
 * Reads the JSON object of a payload. Chat accepts raw line breaks, tabs and other control characters within strings,
 * although strict JSON forbids them. Returns undefined if the payload is not an object.
 */
export function readPayload(
  json: string,
  { controlCharacters }: Pick<Switches, 'controlCharacters'>,
): Payload | undefined {
  const object = parseObject(json);
  if (object) return { object, hasControls: false };
  // A form or any other text is not read a second time.
  if (controlCharacters === 'reject' || !/^\s*\{/.test(json)) return undefined;
  const escaped = parseObject(withEscapedControls(json));
  return escaped && { object: escaped, hasControls: true };
}

/** Returns why a payload is invalid. `raw` is the payload in the request, before it was decoded. */
export function payloadProblem(json: string, raw: RawPayload): string {
  if (json.trim() === '') return 'the payload is empty';
  if (isJson(json)) return 'the payload is JSON but not an object';
  if (parseObject(withEscapedControls(json)))
    return 'a raw line break or another control character stands in the JSON: write \\n, or see the switch "controlCharacters"';
  if (/^\s*%7B/i.test(json)) return 'the payload is percent-encoded twice';
  if (/^\s*\{\s*'/.test(json)) return 'the payload is not JSON, which wants double quotes';
  if (raw.isEncoded) return 'the payload is not JSON';
  if (raw.isCut) return 'the payload is not JSON: it ends at a raw "&", which must be percent-encoded';
  if (/%22|%5C/i.test(raw.text)) return 'the payload is not JSON: a raw "%" and two digits in it were decoded';
  return 'the payload is not JSON';
}

/** The parameter `payload` of a query or form, before it was decoded. */
export interface RawPayload {
  readonly text: string;
  /** Whether a client encoded the payload. A payload that begins with a brace was not encoded. */
  readonly isEncoded: boolean;
  /** Whether the next part of the form is not a parameter, as after a raw `&`. */
  readonly isCut: boolean;
}

/** Returns the last payload of the body, or of the query if the body has no payload. */
export function findRaw(query: string, body: string): RawPayload {
  const form = `&${query.replaceAll(encodedByUrl, '')}&${body}`;
  const at = form.lastIndexOf(payloadName);
  const end = at < 0 ? -1 : form.indexOf('&', at + 1);
  const text = at < 0 ? '' : form.slice(at + payloadName.length, end < 0 ? undefined : end);
  const isCut = end >= 0 && !nextParameter.test(form.slice(end, end + 10));
  return { text, isEncoded: !/^\s*\{/.test(text), isCut };
}

/** Returns notes on characters that decoding changed because the client did not encode the payload. */
export function rawHints({ text, isEncoded }: RawPayload): string[] {
  if (isEncoded) return [];
  return [
    ...(text.includes('+') ? ['a raw + became a blank: write %2B'] : []),
    ...(/%[0-9A-F]{2}/i.test(text) ? ['a raw % with two digits was decoded: write %25 for the sign itself'] : []),
  ];
}

const payloadName = '&payload=';
const nextParameter = /^&(?:api|method|version|token)=|^&?$/;
// `URL` itself encodes these characters in a query, so whether the client did is unknown.
const encodedByUrl = /%(?:2[0237]|3[CE]|[89A-F][0-9A-F])/gi;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Returns the same JSON with escaped control characters in strings. A character after a backslash stays. */
function withEscapedControls(json: string): string {
  let isInString = false;
  return json.replace(/\\[^]|["\p{Cc}]/gu, (match) => {
    if (match === '"') isInString = !isInString;
    if (match.length > 1 || match === '"' || !isInString) return match;
    return `\\u${match.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
