/**
 * The value that the JSON holds, its numbers of 16 digits and more as text: an id of Chat may be larger than a number
 * can hold. Throws a `SyntaxError`, also for what is nested more than 32 deep; Chat nests a few levels.
 */
export function parseJson(text: string): unknown {
  const value = parseShallow(text);
  // To write it out again costs Bun seconds for 60 kB of brackets.
  if (!isWithin(32, value)) throw new SyntaxError('nested too deep');
  return value;
}

/** Does the same for a text that is known to be no deeper. */
export function parseShallow(text: string): unknown {
  // Behind a name only: inside a text a quote that follows a letter is escaped.
  return JSON.parse(text.replace(/(\w"\s*:\s*)(\d{16,})(?=\s*[,}])/g, '$1"$2"'));
}

function isWithin(depth: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every((member) => isWithin(depth - 1, member));
}
