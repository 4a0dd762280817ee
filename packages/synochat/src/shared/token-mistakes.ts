type Mistake = readonly [pattern: RegExp, kind: string];

const backslash: Mistake = [/\\/, 'holds a backslash, as JSON and shells write it'];

/** Mistakes of copying that damage a whole address as they damage a token. */
const copying: readonly Mistake[] = [
  backslash,
  [/&#?\w+;/, 'holds HTML such as &amp;'],
  [/\s/, 'holds a blank or a line break'],
  [/[\p{Cc}\p{Cf}]/u, 'holds a control character or an invisible one'],
  [/[\uFF01-\uFF5E]/, 'holds a fullwidth character'],
];

const inTokens: readonly Mistake[] = [
  [/^\s|\s$/, 'begins or ends with a blank or a line end'],
  [/^[.,:;!?()[\]{}*~^|@].*[a-z\d]/i, 'begins with a punctuation mark'],
  [/[.,:!?)\]}]$|^[^&]*;$|^[^a-z\d]*[a-z\d].*[([{*~^|@]$/i, 'ends with a punctuation mark'],
  [/[<>]/, 'holds an angle bracket'],
  [/:\/\/|token=/i, 'is an address or a part of one'],
  backslash,
  // Accents and primes are typed as quotes.
  [/[\p{QMark}`\u00B4\u2032\u2033\uFF40]|%2[27]|&(quot|apos|#3[49]);/iu, 'holds quotes'],
  ...copying,
  [/%[\da-f]{2}/i, 'is percent-encoded'],
  [/[^!-~]/, 'holds a character that is not ASCII'],
  // Around a token of a test these may be a part of it: base64 has + / = - and _.
  [/^[^a-z\d]*[a-z\d]{64}[^a-z\d]*$/i, 'has marks around it'],
];

/**
 * Returns the mistake that was made when the token was configured, or undefined. Chat's tokens are 64 letters and digits;
 * the tokens of tests and of other servers may be shorter, and may hold ASCII marks inside, those of base64 at the ends
 * too. The token is not repeated.
 */
export function mistakeIn(token: string): string | undefined {
  if (/^(undefined|null|NaN|\[object Object\])$/i.test(token))
    return `is the text "${token}": is an environment variable not set?`;
  if (/^[a-z\d]+$/i.test(token)) return undefined;
  const kind = find(token, inTokens);
  return kind && `${kind}: copy it from Chat, where it is letters and digits alone`;
}

/** Returns the mistake that was made when an address was copied, as it was typed and before it is parsed, or undefined. */
export function mistakeInAddress(text: string): string | undefined {
  const kind = find(text, copying);
  return kind && `it ${kind}: copy it from Chat again`;
}

function find(text: string, mistakes: readonly Mistake[]): string | undefined {
  return mistakes.find(([pattern]) => pattern.test(text))?.[1];
}
