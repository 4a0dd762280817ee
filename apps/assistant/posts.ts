import { splitText } from 'synochat';

export interface PostsOptions {
  /** Milliseconds at least between two posts. Default: 2000. */
  readonly pause?: number | undefined;
  /** A clock in milliseconds. Default: `performance.now`. */
  readonly now?: (() => number) | undefined;
}

/** Characters from which on the end of a line will do. */
const long = 600;
/** Room for the fences of a block that is cut. */
const most = 1900;
const heading = /^ {0,3}#{1,6} /;

/**
 * The answer as posts: the first as soon as there is a paragraph, the others after a pause each, with all whole
 * paragraphs that have come; a long one is cut at the end of a line. Code blocks stay whole or are closed and opened
 * again.
 *
 * What has come before a failure is a post before it.
 */
export async function* cutIntoPosts(
  pieces: AsyncIterable<string>,
  { pause = 2000, now = () => performance.now() }: PostsOptions = {},
): AsyncGenerator<string> {
  let held = '';
  let due = now();
  try {
    for await (const piece of pieces) {
      held += piece;
      if (now() < due) continue;
      const parts = splitText(held, most);
      held = parts.pop() ?? '';
      const end = parts.length > 0 ? 0 : lastEnd(held);
      if (end > 0) parts.push(held.slice(0, end));
      held = held.slice(end);
      for (const part of parts) if (part.trim()) yield part.trim();
      if (parts.length > 0) due = now() + pause;
    }
  } catch (error) {
    if (held.trim()) yield held.trim();
    throw error;
  }
  if (held.trim()) yield held.trim();
}

/**
 * Behind the last paragraph that is whole, or in a long text the last line; 0 where there is none outside of code. One
 * pass over the lines: this runs for each piece that comes.
 */
function lastEnd(text: string): number {
  const lines = text.split('\n');
  let [afterParagraph, afterLine, at] = [0, 0, 0];
  let [isBlank, isHeading, isCode] = [true, false, false];
  for (const [n, line] of lines.slice(0, -1).entries()) {
    at += line.length + 1;
    if (line !== '') isHeading = heading.test(line);
    if (line.trim() !== '') isBlank = false;
    if (line.split('```').length % 2 === 0) isCode = !isCode;
    if (isBlank || isHeading || isCode) continue;
    afterLine = at;
    if (lines[n + 1] === '' && n + 2 < lines.length) afterParagraph = at + 1;
  }
  return afterParagraph || (text.length > long ? afterLine : 0);
}
