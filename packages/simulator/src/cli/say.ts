import { createMask } from '../record/mask.ts';

/** Prints lines for people. A control or bidirectional character shows as its number: it came from a file or a stranger. */
export function say(text: string): void {
  process.stdout.write(`${harmless(text)}\n`);
}

/** Prints a problem on stderr, without tokens: a URL may stand where something else was expected. */
export function complain(problem: string): void {
  const masked = mask.text(problem).replace(/[A-Za-z0-9]{64,}/gu, '***');
  process.stderr.write(`synochat-simulator: ${harmless(masked)}\n`);
}

const mask = createMask(() => []);

function harmless(text: string): string {
  return text.replace(INVISIBLE, (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`);
}

/** Characters that move a cursor, colour a terminal, or turn or hide what is read. A line end is allowed. */
const INVISIBLE = /(?!\n)[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/gu;
