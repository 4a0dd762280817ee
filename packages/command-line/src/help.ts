import type { Flag, FlagTable } from './flags.ts';

const indent = 30;
/** The columns of a terminal. */
const width = 80;

/** Returns a row of the help for each of these flags of the table. */
export function flagRows<Table extends FlagTable>(table: Table, names: readonly (keyof Table & string)[]): string {
  return names.map((name) => flagRow(name, table[name])).join('\n');
}

/** Returns a row of the help. If the term is long, the explanation stands below it. */
export function helpRow(term: string, about: string): string {
  const gap = term.length + 2 < indent - 2 ? ' '.repeat(indent - 2 - term.length) : `\n${' '.repeat(indent)}`;
  return `  ${term}${gap}${about}`;
}

function flagRow(name: string, flag: Flag | undefined): string {
  const { short, value, about = '', env } = flag ?? {};
  const term = `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`;
  return helpRow(term, env === undefined ? about : `${about} (or ${env})`);
}

/**
 * Returns a help without lines over 80 columns. Paragraphs and the explanations of rows are wrapped, and an indented command
 * stays whole, so that it can be copied.
 */
export function wrapHelp(help: string): string {
  return help
    .replace(/^\S.*(?:\n\S.*)*/gm, (paragraph) => wrap(paragraph, 0))
    .replace(
      /^( {2,}\S+(?: \S+)* {2,}| {30})(\S.*)$/gm,
      (_, start: string, about: string) => start + wrap(about, start.length),
    );
}

/** Wraps a text that begins in a column. Further lines begin in the same column. */
function wrap(text: string, column: number): string {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trim();
    if (lines.length > 0 && longer.length <= width - column) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.join(`\n${' '.repeat(column)}`);
}
