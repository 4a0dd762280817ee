// How the cost of parsing grows with what is parsed, on each runtime: node bench/growth.ts (after npm run build and npm ci --prefix bench).
import { lineChart } from './chart.ts';
import { type Costs, measureCosts } from './costs.ts';
import { type Runtime, runtimes } from './programs.ts';
import { print, type Section } from './section.ts';
import { median } from './statistics.ts';
import { table } from './table.ts';

const rounds = 12;
/** An error of 20 % in one of the sizes, ten times apart, moves the exponent by less than 0.1. */
const share = 0.2;
/** Linear is an exponent of 1, and n log n about 1.1; a second look at everything gives 2. */
const steepest = 1.25;

export async function measure(): Promise<Section> {
  const found = new Map<Runtime, Costs[]>();
  for (const runtime of runtimes) found.set(runtime, await measureCosts(runtime, 'growth', rounds, share));
  const grown = [...found].flatMap(([runtime, costs]) =>
    costs.map(({ title, subjects, unsteady }) => {
      const points = subjects.map(({ name, each }): Point => [Number(name), median(each)]);
      return { runtime, title, points, unsteady, exponent: exponent(points.slice(-3)) };
    }),
  );
  const titles = [...new Set(grown.map(({ title }) => title))];
  const rows = titles.map((title) => {
    const lines = grown.filter((line) => line.title === title);
    const sizes =
      lines.find(({ points }) => points.length > 0)?.points.map(([size]) => size.toLocaleString('en')) ?? [];
    return [title, `${sizes[0] ?? ''} to ${sizes.at(-1) ?? ''}`, ...lines.map(growthCell)];
  });
  return {
    title: 'Growth',
    markdown: [
      'What one more byte, field, parameter, word or quote costs: CPU time of a whole request in process, divided by how many',
      'there are, at the largest size as a multiple of the same at the smallest (below 1: what a request costs anyway is',
      'spread over more), and the exponent k in cost ~ sizeᵏ that fits the three largest sizes: 0 is flat, 1 linear.',
      `More than ${steepest} is a missed target. Sizes go up to what the default bound of 65,536 bytes lets in.`,
      ...['', table(['', 'from', ...runtimes], rows)],
      ...grown.flatMap(({ unsteady }) => (unsteady === undefined ? [] : ['', `No figures: ${unsteady}.`])),
    ].join('\n'),
    charts: titles.map((title) => ({
      name: `growth-${title.toLowerCase().replace(/\W+/g, '-')}`,
      svg: lineChart(
        `${title}: cost of each`,
        title.toLowerCase(),
        'times that at the smallest size',
        grown
          .filter((line) => line.title === title && line.points.length > 0)
          .map(({ runtime, points }) => ({ name: runtime, points: perUnit(points) })),
      ),
    })),
    missed: grown
      .filter(({ exponent }) => !(exponent <= steepest))
      .map(
        ({ title, runtime, exponent, unsteady }) =>
          `${title} on ${runtime}: ${unsteady === undefined ? `the cost grows with the power of ${exponent.toFixed(2)}` : 'not measured'}`,
      ),
  };
}

type Point = readonly [size: number, cost: number];

function growthCell({ points, exponent }: { points: readonly Point[]; exponent: number }): string {
  if (points.length === 0) return '–';
  const last = perUnit(points).at(-1)?.[1] ?? Number.NaN;
  return `×${last.toFixed(2)}, k = ${exponent.toFixed(2)}`;
}

function perUnit(points: readonly Point[]): Point[] {
  const [size = 1, cost = 1] = points[0] ?? [];
  return points.map(([x, y]) => [x, y / x / (cost / size)]);
}

/** The slope of the straight line that fits best where both axes are logarithmic. */
function exponent(points: readonly Point[]): number {
  const logs = points.map(([size, cost]): Point => [Math.log(size), Math.log(cost)]);
  const mean = (axis: 0 | 1) => logs.reduce((sum, point) => sum + point[axis], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const covariance = logs.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
  return covariance / logs.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
}

if (import.meta.main) print(await measure());
