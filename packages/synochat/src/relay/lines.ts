import type { Dialect } from './dialect.ts';
import { convertInline } from './inline.ts';

/**
 * Returns one line in Chat's markup: a heading as a bold line, a row of a table as its cells with points between, an item of a
 * list with a point. Slack has only the items.
 */
export function convertLine(line: string, from: Dialect): string {
  if (from === 'mrkdwn') return convertInline(line.replace(/^( *)\* +/, '$1• '), from);
  const [, heading = ''] = /^ {0,3}#{1,6} (.*)/.exec(line) ?? [];
  // A heading may end with its marks.
  const words = heading.trim().replace(/ #+$/, '').trim();
  // The whole line is bold: bold words within the line need no marks.
  if (words !== '') return `*${convertInline(words, from, '')}*`;
  if (/^ {0,3}([-*_])(?: *\1){2,} *$/.test(line)) return '—';
  return convertInline(rowOf(line) ?? line.replace(/^-# +/, '').replace(/^( *)[-*+] +/, '$1• '), from);
}

/** Returns a row of a table with points between its cells; undefined for another line. The line below the head has no words. */
function rowOf(line: string): string | undefined {
  const [, row = ''] = /^\|([^|].*)\|$/.exec(line.trim()) ?? [];
  if (row === '') return undefined;
  return /^[\s:|-]+$/.test(row)
    ? '—'
    : row
        .split('|')
        .map((cell) => cell.trim())
        .join(' · ');
}
