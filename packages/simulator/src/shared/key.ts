/** The characters that a URL, a cookie and a header take without an escape. */
const KEY = /^[\w.~-]{16,}$/u;

/** Returns whether a text can be the key of a server. */
export function isKey(text: string): boolean {
  return KEY.test(text);
}

/** The rule of `isKey`, in words. */
export const KEY_RULE = 'The key needs at least 16 characters, all of them letters, digits or one of - . _ ~';
