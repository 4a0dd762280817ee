import type { Dialect } from './dialect.ts';
import { convertInline, marksInHeading } from './inline.ts';

/**
 * Returns one line in Chat's markup: a heading as a bold line, a row of a table as its cells with points between, an item of a
 * list with a point. Slack has only the items.
 */
export function convertLine(line: string, from: Dialect): string {
  if (from === 'mrkdwn') return convertInline(line.replace(/^( *)\* +/, '$1• '), from);
  const [, quote = '', content = ''] = /^((?: {0,3}> ?)*)(.*)$/s.exec(line) ?? [];
  return quote + convertBlock(content, from);
}

function convertBlock(line: string, from: Dialect): string {
  const [, heading = ''] = /^ {0,3}#{1,6}\s(.*)/.exec(line) ?? [];
  // A heading may end with its marks.
  const words = heading.trim().replace(/ #+$/, '').trim();
  // The whole line is bold: bold words within the line need no marks.
  if (words !== '') return `*${convertInline(words, from, marksInHeading)}*`;
  const isBelowHead = /^[\s:|-]+$/.test(line) && line.includes('|') && line.includes('-');
  if (isBelowHead || /^ {0,3}([-*_=])(?: *\1){2,} *$/.test(line)) return '—';
  return convertInline(rowOf(line) ?? line.replace(/^-# +/, '').replace(/^( *)[-*+] +/, '$1• '), from);
}

/** Returns a row of a table with points between its cells; undefined for another line. */
function rowOf(line: string): string | undefined {
  const [, row] = /^\|([^|].*)\|$/.exec(line.trim()) ?? [];
  return row
    ?.split(/(?<!\\)\|/)
    .map((cell) => cell.trim())
    .join(' · ');
}
