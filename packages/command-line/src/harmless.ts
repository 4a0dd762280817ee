/**
 * Controls (C0, DEL, C1), bidirectional and other format characters that move a cursor, colour a terminal, or turn or hide
 * what is read. Joiners of scripts and emoji are not among them, nor are the tags of a flag.
 */
const unsafe =
  /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb]|(?<!\u{1f3f4}[\u{e0020}-\u{e007f}]{0,8})[\u{e0000}-\u{e007f}]/gu;

/** The codes that `styleText` writes around a text. */
const escape = '\u001b';
const colour = new RegExp(`(${escape}\\[\\d{1,2}m)`);

/** Returns the text of a stranger as one line that cannot disturb a terminal: each unsafe character becomes U+FFFD. */
export function harmless(text: string): string {
  return text.replace(unsafe, '\ufffd');
}

/** The same for lines of this program: line ends stay, and with `colours` the codes that `styleText` makes. */
export function harmlessLines(text: string, colours: boolean): string {
  const parts = colours ? text.split(colour) : [text];
  return parts.map((part, n) => (n % 2 === 1 ? part : part.split('\n').map(harmless).join('\n'))).join('');
}

/** The same for JSON: each unsafe character becomes its `\uXXXX`, so that the JSON parses to the same value. */
export function harmlessJson(json: string): string {
  return json.replace(unsafe, (sign) =>
    sign
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
