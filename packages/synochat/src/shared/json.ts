/**
 * Returns the value of the JSON, with numbers of 16 digits and more as text, because an id of Chat may exceed the safe
 * integers. Throws a `SyntaxError` for invalid JSON and for more than 32 levels; Chat uses a few.
 */
export function parseJson(text: string): unknown {
  const value = parseShallow(text);
  // Bun needs seconds to stringify 60 kB of brackets.
  if (!isWithin(32, value)) throw new SyntaxError('nested too deep');
  return value;
}

/** Like `parseJson`, for a text whose depth was checked before. */
export function parseShallow(text: string): unknown {
  // Only after a name: inside a string, a quote after a letter is escaped.
  return JSON.parse(text.replace(/(\w"\s*:\s*)(\d{16,})(?=\s*[,}])/g, '$1"$2"'));
}

function isWithin(depth: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every((member) => isWithin(depth - 1, member));
}
