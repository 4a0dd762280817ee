/** Text in a copied address that damages the address: a backslash, white space, an invisible or fullwidth character, HTML. */
const inAddresses = /[\\\s\p{Cc}\p{Cf}\uFF01-\uFF5E]|&#?\w{1,6};/u;

/** A mark of a sentence, or another character outside ASCII, before or after the letters. */
const atEnds = /^[^\w+/=#$%&-](?=.*[a-z\d])|[^\w+/=#$%&-]$(?<=[a-z\d].*)/iu;

/** Text that no token holds: a character that is not ASCII, white space, a quote, a bracket, a code, a part of an address. */
const inside = /[^!-~]|["'`\\<>]|%[\da-f]{2}|&#?\w{1,6};|:\/\/|token=/iu;

/** A token of Chat with marks around it. Around a token of a test the same marks may be a part of the token. */
const decorated = /^[^a-z\d]*[a-z\d]{64}[^a-z\d]*$/i;

/**
 * Returns the mistake that was made when the token was configured, or undefined. Chat's tokens are 64 letters and digits;
 * the tokens of tests and of other servers may be shorter, and may hold ASCII marks inside, and those of base64 at the
 * ends too. Of the token only the wrong character is repeated.
 */
export function mistakeIn(token: string): string | undefined {
  if (/^(undefined|null|NaN|\[object Object\])$/i.test(token))
    return `is the text "${token}": is an environment variable not set?`;
  const kind =
    find(token, atEnds) ?? find(token, inside) ?? (decorated.test(token) ? find(token, /[^a-z\d]/i) : undefined);
  return kind && `${kind}: copy it from Chat, where it is letters and digits alone`;
}

/** Returns the mistake that was made when an address was copied, as it was typed and before it is parsed, or undefined. */
export function mistakeInAddress(text: string): string | undefined {
  const kind = find(text, inAddresses);
  return kind && `it ${kind}: copy it from Chat again`;
}

/**
 * Returns the first match in words, at most eight characters. A character that a reader may not see, or take for another,
 * is a number.
 */
function find(text: string, mistake: RegExp): string | undefined {
  const [found] = mistake.exec(text) ?? [];
  if (found === undefined) return undefined;
  if (/\s/.test(found)) return 'holds a blank or a line break';
  return `holds ${/[!-~]/.test(found) ? `\`${found}\`` : `U+${found.codePointAt(0)?.toString(16)}`}`;
}
