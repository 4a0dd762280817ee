import { harmlessLines, maskMessage } from '@synochat/command-line';

/** Prints lines on stdout without control characters: a name from a file may hold control characters. */
export function say(text: string): void {
  process.stdout.write(`${harmlessLines(text)}\n`);
}

/** Prints a problem on stderr without tokens: a mistyped command line may hold a token anywhere. */
export function complain(problem: string): void {
  process.stderr.write(`synochat-simulator: ${harmlessLines(maskMessage(problem))}\n`);
}
