/**
 * Returns the text with U+FFFD for each control character but line ends and tabs, and for each mark that turns the
 * direction of a line: a stranger's text may stand in the message of an error.
 */
export function printable(text: string): string {
  return text.replace(/[^\P{C}\n\t]/gu, '\ufffd');
}
