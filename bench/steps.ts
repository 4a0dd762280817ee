// The steps of a request on workerd, and the µs of each: node bench/steps.ts (after npm run build and npm ci --prefix bench).
import { type Costs, measureCosts } from './costs.ts';
import { isSteps } from './inprocess.ts';
import { print, type Section, uncertain } from './section.ts';
import { median } from './statistics.ts';
import { table } from './table.ts';

const rounds = 20;

export async function measure(): Promise<Section> {
  const found = await measureCosts('workerd', rounds, isSteps);
  return {
    title: 'Step by step on workerd',
    markdown: [
      'Each row does what the row above does, and what it names. The step is the difference of the medians.',
      ...found.flatMap((costs) => ['', `### ${costs.title.replace(', step by step', '')}`, '', stepTable(costs)]),
    ].join('\n'),
    charts: [],
    missed: [],
  };
}

function stepTable({ subjects, doubts }: Costs): string {
  const times = subjects.map(({ each }) => median(each));
  const rows = subjects.map(({ name, ratios }, row) => {
    const [time = 0, before = 0] = [times[row], times[row - 1]];
    const step = row === 0 ? '' : `${(time - before).toFixed(1)} µs`;
    return [name, step, `${time.toFixed(1)} µs`, `×${median(ratios).toFixed(2)}`];
  });
  return [table(['', 'step', 'whole', 'beside the first'], rows), ...uncertain(doubts)].join('\n\n');
}

if (import.meta.main) print(await measure());
