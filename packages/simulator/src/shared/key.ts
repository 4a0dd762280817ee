/** The characters that a URL, a cookie and a header take without an escape. */
const keyShape = /^[\w.~-]{16,}$/;

/** Returns whether a text can be the key of a server. */
export function isKey(text: string): boolean {
  return keyShape.test(text);
}

/** The rule of `isKey`, in words. */
export const keyRule = 'The key needs at least 16 characters, all of them letters, digits or one of - . _ ~';
