import type { Dialect } from './dialect.ts';
import { convertInline, marksInHeading } from './inline.ts';

/**
 * Returns one line in Chat's markup: a heading as a bold line, a row of a table as its cells with points between, an item of a
 * list with a point. Slack shows the marks, but tools send them to Slack too.
 */
export function convertLine(line: string, from: Dialect): string {
  const [quote = ''] = /^ {0,3}>(?: {0,4}>)* ?/.exec(line) ?? [];
  const content = line.slice(quote.length);
  const [, heading = ''] = /^ {0,3}#{1,6}\s(.*)/.exec(content) ?? [];
  // A heading may end with its marks.
  const words = heading.trim().replace(/ #+$/, '').trim();
  // The whole line is bold: bold words within the line need no marks.
  if (words !== '') return `${quote}*${convertInline(words, from, marksInHeading)}*`;
  const isBelowHead = /^[\s:|-]+$/.test(content) && content.includes('|') && content.includes('-');
  if (isBelowHead || /^ {0,3}([-*_=])(?: *\1){2,} *$/.test(content)) return `${quote}—`;
  const item =
    rowOf(content) ?? content.replace(/^-# +/, '').replace(from === 'mrkdwn' ? /^( *)\* +/ : /^( *)[-*+] +/, '$1• ');
  return quote + convertInline(item, from);
}

/** Returns a row of a table with points between its cells; undefined for another line. */
function rowOf(line: string): string | undefined {
  const [, row] = /^\|([^|].*)\|$/.exec(line.trim()) ?? [];
  // A bar within a reference of Slack stands before its label.
  return row
    ?.replace(/<(?:http|mailto:|[@#!])[^<>]*>|(?<!\\)\|/g, (found) => (found === '|' ? '\n' : found))
    .split('\n')
    .map((cell) => cell.trim())
    .join(' · ');
}
