/** A markdown table, as wide as its cells. Columns of numbers, which begin with a digit or `×`, stand to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const columns = head.map((title, column) => {
    const cells = rows.map((row) => row[column] ?? '');
    const width = Math.max(3, title.length, ...cells.map((cell) => cell.length));
    return { width, right: cells.every((cell) => /^[\d×]/.test(cell)) };
  });
  const line = (cells: readonly string[]) =>
    `| ${columns.map(({ width, right }, at) => (right ? cells[at]?.padStart(width) : cells[at]?.padEnd(width)) ?? '').join(' | ')} |`;
  const rule = columns.map(({ width, right }) => (right ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}
