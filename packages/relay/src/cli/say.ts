import { harmlessLines, maskMessage } from '@synochat/command-line';

/** Prints lines on stdout without control characters: a text of a tool may hold control characters. */
export function say(text: string): void {
  process.stdout.write(`${harmlessLines(text)}\n`);
}

/** Milliseconds for which the same line of the log is not repeated. */
const quiet = 60_000;
/** The lines of the log, with the time by a clock that no one sets. */
const printed = new Map<string, number>();

/** Prints a line of the log, with the time, on stderr. The line holds no text of a message, no key and no token. */
export function log(line: string): void {
  const now = performance.now();
  for (const [each, at] of printed) if (now - at >= quiet) printed.delete(each);
  if (printed.has(line)) return;
  printed.set(line, now);
  process.stderr.write(`${new Date().toISOString()} ${harmlessLines(maskMessage(line))}\n`);
}

/** Prints a problem that ends the program. */
export function complain(problem: string): void {
  process.stderr.write(`synochat-relay: ${harmlessLines(maskMessage(problem))}\n`);
}
