/** The members of a stranger's JSON object. */
export type Members = Readonly<Record<string, unknown>>;

/**
 * Returns the words of any JSON value: a text with line ends of one kind, without control characters and marks that turn the
 * direction of a line; a number as text; the `text` of a text object; another object as JSON; an empty text for null.
 */
export function wordsOf(value: unknown): string {
  if (typeof value === 'string')
    return value
      .replace(/\r\n?/g, '\n')
      .replace(/[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/gu, '')
      .replace(/\p{Cs}/gu, '\ufffd');
  if (Array.isArray(value))
    return value
      .map(wordsOf)
      .filter((each) => each !== '')
      .join(', ');
  if (isMembers(value))
    return typeof value['text'] === 'string' ? wordsOf(value['text']) : wordsOf(JSON.stringify(value));
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
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
export function recordsOf(value: unknown, max: number): Members[] {
  return firstOfList(value, max).filter(isMembers);
}

/** Returns the first `max` values of a list; none of another value. */
export function firstOfList(value: unknown, max: number): unknown[] {
  return Array.isArray(value) ? value.slice(0, max) : [];
}

/** The most objects that are read of a list: the limits of Slack and Discord. */
export const bounds = { attachments: 100, blocks: 50, fields: 25, embeds: 10, buttons: 25 } as const;
