import type { StreamChunk } from 'chat';
import { splitText } from 'synochat';

/** A text with more characters may be cut at the end of a line. */
const long = 600;
/** Characters of a post, less than Chat's limit: a cut block gets extra fences. */
const most = 1900;
/** The least milliseconds between two posts. */
const pause = 2000;
const heading = /^ {0,3}#{1,6} /;
/** A line of a list, or a line that may belong to the list above. */
const item = /^(?:\s|[-*+] |\d+[.)] )/;

/**
 * Yields the posts of a streamed answer: the first as soon as a paragraph is complete, each other one after a pause, with
 * all complete paragraphs. A long paragraph is cut at the end of a line, and not within a table or an item of a list. A code
 * block stays whole, or is closed and opened again.
 *
 * If the stream fails, the text so far is yielded before the error is thrown.
 */
export async function* cutIntoPosts(
  chunks: AsyncIterable<string | StreamChunk>,
  now: () => number = () => performance.now(),
): AsyncGenerator<string> {
  let buffer = '';
  let due = now();
  try {
    for await (const chunk of chunks) {
      buffer += textOf(chunk);
      if (now() < due) continue;
      const parts = splitText(buffer, most);
      buffer = parts.pop() ?? '';
      const end = parts.length > 0 ? 0 : lastEnd(buffer);
      if (end > 0) parts.push(buffer.slice(0, end));
      buffer = buffer.slice(end);
      for (const part of parts) if (part.trim()) yield part.trim();
      if (parts.length > 0) due = now() + pause;
    }
  } catch (error) {
    if (buffer.trim()) yield buffer.trim();
    throw error;
  }
  if (buffer.trim()) yield buffer.trim();
}

/** Chat has no place for the progress of tasks and plans. */
function textOf(chunk: string | StreamChunk): string {
  if (typeof chunk === 'string') return chunk;
  return chunk.type === 'markdown_text' ? chunk.text : '';
}

/**
 * Returns the index behind the last complete paragraph, or in a long text behind the last complete line; 0 if neither
 * ends outside of code. One pass over the lines, because the function runs for each piece.
 */
function lastEnd(text: string): number {
  const lines = text.split('\n');
  let [afterParagraph, afterLine, at] = [0, 0, 0];
  let [isBlank, isHeading, isItem, isCode] = [true, false, false, false];
  for (const [n, line] of lines.slice(0, -1).entries()) {
    at += line.length + 1;
    if (line !== '') [isHeading, isItem] = [heading.test(line), item.test(line)];
    if (line.trim() !== '') isBlank = false;
    if (line.split(/```|~~~/).length % 2 === 0) isCode = !isCode;
    if (isBlank || isHeading || isCode) continue;
    const [next, second] = [lines[n + 1] ?? '', lines[n + 2]];
    if ((!isItem && !line.startsWith('|')) || /^[^\s|]/.test(next)) afterLine = at;
    // An indented paragraph belongs to the item above.
    if (next === '' && second !== undefined && (!isItem || /^\S/.test(second))) afterParagraph = at + 1;
  }
  return afterParagraph || (text.length > long ? afterLine : 0);
}
