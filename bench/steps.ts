// The steps of a request in process, and the µs of each: node bench/steps.ts (after npm run build and npm ci --prefix bench).
import { type Costs, measureCosts } from './costs.ts';
import { isSteps } from './inprocess.ts';
import { type Runtime, runtimes } from './programs.ts';
import { print, type Section, uncertain } from './section.ts';
import { median } from './statistics.ts';
import { table } from './table.ts';

const rounds = 10;

export async function measure(): Promise<Section> {
  const found = new Map<Runtime, Costs[]>();
  for (const runtime of runtimes) found.set(runtime, await measureCosts(runtime, rounds, isSteps));
  const titles = found.get('Node')?.map(({ title }) => title) ?? [];
  return {
    title: 'Step by step',
    markdown: [
      'Each row does what the row above does, and what it names; "instead" stands for the same work by the package. A cell',
      'shows the difference to the row above, and the whole as a multiple of the first row. The body is read as that of a response',
      'on workerd alone, where `text()` of a form logs a warning.',
      ...titles.flatMap((title) => {
        const columns = [...found].map(([runtime, all]) => ({
          runtime,
          ...(all.find((costs) => costs.title === title) ?? { subjects: [], doubts: [] }),
        }));
        return ['', `### ${title.replace(', step by step', '')}`, '', stepTable(columns)];
      }),
    ].join('\n'),
    charts: [],
    missed: [],
  };
}

type Column = Pick<Costs, 'subjects' | 'doubts'> & { readonly runtime: Runtime };

function stepTable(columns: readonly Column[]): string {
  const names = columns[0]?.subjects.map(({ name }) => name) ?? [];
  const rows = names.map((name, row) => [name, ...columns.map(({ subjects }) => cell(subjects, row))]);
  const head = ['', ...columns.map(({ runtime }) => runtime)];
  return [table(head, rows), ...uncertain(columns.flatMap(({ doubts }) => doubts))].join('\n\n');
}

function cell(subjects: Costs['subjects'], row: number): string {
  const time = (at: number) => median(subjects[at]?.each ?? []);
  if (row === 0) return `×1.00 ${time(0).toFixed(1)} µs`;
  const step = time(row) - time(row - 1);
  return `×${median(subjects[row]?.ratios ?? []).toFixed(2)} ${step < 0 ? '−' : '+'}${Math.abs(step).toFixed(1)} µs`;
}

if (import.meta.main) print(await measure());
