import { plainCode } from './code.ts';
import { convertInline } from './inline.ts';

/**
 * Returns Markdown in Chat's markup: `**bold**` becomes `*bold*`, a heading a bold line, `[t](u)` a link, a row of a table its
 * cells with points between. Code is unchanged, except for the language of a block, which Chat would show.
 *
 * Chat's own markup for links is escaped. The time is linear in the length of any text.
 */
export function fromMarkdown(markdown: string): string {
  // Every second part is between fences. An open fence extends to the end of the text.
  return markdown
    .replace(/\r\n?/g, '\n')
    .split('```')
    .map((part, n) =>
      n % 2 === 0 ? part.split('\n').map(convertLine).join('\n') : plainCode(part.replace(/^[\w+#.-]+\n/, '\n')),
    )
    .join('```');
}

function convertLine(line: string): string {
  const heading = headingOf(line);
  // The whole line is bold: bold words within the line need no marks.
  if (heading !== undefined) return `*${convertInline(heading, '')}*`;
  if (/^ {0,3}([-*_])(?: *\1){2,} *$/.test(line)) return '—';
  return convertInline(cellsOf(line)?.join(' · ') ?? line.replace(/^-# +/, '').replace(/^( *)[-*+] +/, '$1• '), '*');
}

/** Returns the words of a heading without the marks; undefined for another line. */
function headingOf(line: string): string | undefined {
  const [marks] = /^ {0,3}#{1,6} +/.exec(line) ?? [];
  if (marks === undefined) return undefined;
  const words = line.slice(marks.length).trimEnd();
  let end = words.length;
  while (words.charAt(end - 1) === '#') end--;
  return (words.charAt(end - 1) === ' ' ? words.slice(0, end).trimEnd() : words) || undefined;
}

/** Returns the cells of a row of a table; undefined for another line. The line below the head has no words. */
function cellsOf(line: string): string[] | undefined {
  const row = line.trim();
  if (!/^\|.+\|$/.test(row) || row.startsWith('||')) return undefined;
  const cells = row.slice(1, -1).split('|');
  return cells.every((cell) => /^ *:?-+:? *$/.test(cell)) ? ['—'] : cells.map((cell) => cell.trim());
}
