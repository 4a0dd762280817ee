/**
 * Controls (C0, DEL, C1), bidirectional controls and other format characters: characters that move a cursor, colour a
 * terminal, or reorder or hide text. Joiners of scripts and emoji are absent, and so are the tags of a flag.
 */
const unsafe =
  /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb]|(?<!\u{1f3f4}[\u{e0020}-\u{e007f}]{0,8})[\u{e0000}-\u{e007f}]/gu;

/** The codes that `styleText` writes around a text. */
const escape = '\u001b';
const colour = new RegExp(`(${escape}\\[\\d{1,2}m)`);

/** Returns the text as one line that cannot disturb a terminal: each unsafe character becomes U+FFFD. */
export function harmless(text: string): string {
  return text.replace(unsafe, '\ufffd');
}

/** Like `harmless`, but keeps line ends, and with `colours` the codes of `styleText`. */
export function harmlessLines(text: string, colours = false): string {
  const parts = colours ? text.split(colour) : [text];
  return parts.map((part, n) => (n % 2 === 1 ? part : part.split('\n').map(harmless).join('\n'))).join('');
}

/** Returns the JSON with `\uXXXX` for each unsafe character. The JSON parses to the same value. */
export function harmlessJson(json: string): string {
  return json.replace(unsafe, (sign) =>
    sign
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
