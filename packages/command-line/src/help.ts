import type { Flag, FlagTable } from './flags.ts';

const indent = 30;

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
