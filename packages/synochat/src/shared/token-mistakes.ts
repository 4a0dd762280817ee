/**
 * Returns the mistake that was made when the token was configured, or undefined. Chat's tokens are letters and digits;
 * other characters are no mistake but quotes, invisible ones, and blanks at the ends. The token itself is not repeated.
 */
export function mistakeIn(token: string): string | undefined {
  if (/^(undefined|null|NaN|\[object Object\])$/i.test(token))
    return `is the text "${token}": is an environment variable not set?`;
  if (/^[\w-]+$/.test(token)) return undefined;
  if (/["'`\u00AB\u00BB\u2018-\u201F\u2039\u203A]|%2[27]|&quot;/i.test(token))
    return 'holds quotes: copy it from Chat without them';
  if (/^\s|\s$/.test(token)) return 'begins or ends with a blank or a line end: copy it from Chat without them';
  if (/[\p{Cc}\p{Cf}]/u.test(token)) return 'holds a control character or an invisible one: copy it from Chat again';
  return undefined;
}
