import { parseJson } from '../shared/json.ts';

/** The members of a stranger's JSON object. */
export type Members = Readonly<Record<string, unknown>>;

/**
 * Returns the words of any JSON value: a text with line ends of one kind, without control characters and marks that turn the
 * direction of a line; a number as text; the words of the `text` of a text object; another object as JSON; an empty text for null.
 */
export function wordsOf(value: unknown): string {
  if (typeof value === 'string')
    return value
      .replace(/\r\n?/g, '\n')
      .replace(/[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/gu, '')
      .replace(/\p{Cs}/gu, '\ufffd');
  if (Array.isArray(value)) return value.map(wordsOf).filter(Boolean).join(', ');
  if (isMembers(value)) return wordsOf(value['text'] === undefined ? JSON.stringify(value) : value['text']);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** Returns a number, also from a text; 0 for another value. An object of JSON may have a member `toString`, which `Number` would call. */
export function numberOf(value: unknown): number {
  return Number(wordsOf(value)) || 0;
}

/** Returns whether the value is a JSON object. */
export function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns the member as an object; without members for another value. */
export function recordOf(value: unknown): Members {
  return isMembers(value) ? value : {};
}

/** Returns the first objects of a list, at most `max`: bounded before anything is composed, since strangers send thousands. */
export function recordsOf(value: unknown, max?: number): Members[] {
  return Array.isArray(value) ? value.slice(0, max).filter(isMembers) : [];
}

/** Returns the value of the JSON; undefined for another text, and for one of more than 32 levels. */
export function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** The most objects that are read of a list: the limits of Slack and Discord. */
export const bounds = { attachments: 100, blocks: 50, fields: 25, embeds: 10, buttons: 25 } as const;
