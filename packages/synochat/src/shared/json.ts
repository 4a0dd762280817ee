/**
 * The value that the JSON holds, its numbers of 16 digits and more as text: an id of Chat may be larger than a number
 * can hold. Throws a `SyntaxError`.
 */
export function parseJson(text: string): unknown {
  // Behind a name only: inside a text a quote that follows a letter is escaped.
  return JSON.parse(text.replace(/(\w"\s*:\s*)(\d{16,})(?=\s*[,}])/g, '$1"$2"'));
}
