// The cost of a request in process, on each runtime: node bench/inprocess.ts (after npm run build and npm ci --prefix bench).
import { barChart } from './chart.ts';
import { type Costs, measureCosts } from './costs.ts';
import { type Runtime, runtimes } from './programs.ts';
import { print, type Section, uncertain } from './section.ts';
import { median, spread } from './statistics.ts';
import { table } from './table.ts';

/** Whether the rows of the case are steps from one row to the next: `steps.ts` measures these. */
export const isSteps = (title: string): boolean => title.endsWith('step by step');

const rounds = 20;
const peers = ['Hono, parseBody', 'grammY', 'slack-edge', 'discord-hono'];

/** Times the case's first subject, by case and runtime. */
const targets: Readonly<Record<string, Readonly<Partial<Record<Runtime, number>>>>> = {
  'An outgoing webhook': { Node: 1.4, Bun: 1.4, Deno: 1.5, workerd: 1.35 },
  'A slash command with four parameters': { Node: 1.4, Bun: 1.4, Deno: 1.5, workerd: 1.4 },
  'A wrong token': { Node: 1, Bun: 1, Deno: 1, workerd: 1 },
  'The press of a button': { workerd: 1.6 },
};

const does = [
  ['by hand, no validation', 'reads the form by `URLSearchParams`, compares the token, does not check the fields'],
  ['by hand, with valibot', 'the same, the fields and the four parameters validated'],
  ['body read, constant answer', 'the cost of the runtime alone'],
  [
    'by hand, in bounds, validated',
    'the first row with a look at type and length, a timer of 5 seconds, every field validated and an event made of them; on workerd the body is read as the body of a response, because `text()` of a form logs a warning',
  ],
  [
    'synochat',
    '`chatHandler`, `parse…`, `respond`: bounds size and time, compares in constant time, validates every field, answers every refusal',
  ],
  ['synochat/hono', 'the same as middleware in a Hono app, its routing included'],
  ['Hono, parseBody', 'a route with `c.req.parseBody()`, with the same validation as the first row'],
  [
    'grammY',
    'JSON of Telegram; compares a secret in a header (a wrong secret is refused unread); its middleware, a timer',
  ],
  ['slack-edge', 'a form of Slack; verifies an HMAC of the body'],
  ['discord-hono', 'JSON of Discord; verifies an Ed25519 signature of the body'],
];

export async function measure(): Promise<Section> {
  const found = new Map<Runtime, Costs[]>();
  for (const runtime of runtimes) found.set(runtime, await measureCosts(runtime, rounds, (title) => !isSteps(title)));
  const titles = found.get('Node')?.map(({ title }) => title) ?? [];
  const cases = titles.map((title) => {
    const by = runtimes.map((runtime) => {
      const { subjects = [], doubts = [] } = found.get(runtime)?.find((costs) => costs.title === title) ?? {};
      return { runtime, subjects, doubts };
    });
    return { title, by };
  });
  const tables = cases.map(({ title, by }) => `### ${title}\n\n${costTable(by)}`);
  return {
    title: 'In process',
    markdown: [
      'One call makes the `Request`, with a Content-Length as the NAS sends, and awaits the `Response`. A cell shows the CPU',
      `time of all threads as a multiple of the first row in the same round: the median of at least ${rounds} rounds, and in`,
      'brackets the middle half of the rounds. Then follows the median time per call.',
      ...['', table(['', 'work of the row'], does), '', tables.join('\n\n')],
    ].join('\n'),
    charts: cases.map(({ title, by }) => ({
      name: title.toLowerCase().replace(/\W+/g, '-'),
      svg: barChart(
        `${title}: CPU time beside ${by[0]?.subjects[0]?.name ?? ''}`,
        by.map(({ runtime, subjects }) => ({
          name: runtime,
          bars: subjects.map(({ name, ratios }) => ({ name, value: median(ratios) })),
        })),
      ),
    })),
    missed: cases.flatMap(({ title, by }) => by.flatMap(({ runtime, subjects }) => missed(title, runtime, subjects))),
  };
}

interface Column {
  readonly runtime: Runtime;
  readonly subjects: Costs['subjects'];
  readonly doubts: readonly string[];
}

function costTable(by: readonly Column[]): string {
  const names = by.find(({ subjects }) => subjects.length > 0)?.subjects.map(({ name }) => name) ?? [];
  const rows = names.map((name, row) => [
    name,
    ...by.map(({ subjects }) => {
      const { ratios, each } = subjects[row] ?? {};
      if (!ratios || !each) return '–';
      const { low, median: middle, high } = spread(ratios);
      const half = row === 0 ? '' : ` (${low.toFixed(2)}–${high.toFixed(2)})`;
      return `×${middle.toFixed(2)}${half} ${median(each).toFixed(1)} µs`;
    }),
  ]);
  const notes = by.flatMap(({ doubts }) => doubts);
  return [table(['', ...by.map(({ runtime }) => runtime)], rows), ...uncertain(notes)].join('\n\n');
}

function missed(title: string, runtime: Runtime, subjects: Costs['subjects']): string[] {
  const cost = (wanted: string) => median(subjects.find(({ name }) => name === wanted)?.ratios ?? []);
  const ours = cost('synochat');
  const target = targets[title]?.[runtime] ?? Number.POSITIVE_INFINITY;
  const where = `${title} on ${runtime}: ×${ours.toFixed(2)}`;
  return [
    ...(ours > target ? [`${where}, the target is ×${target}`] : []),
    ...peers.filter((peer) => cost(peer) <= ours).map((peer) => `${where}, ${peer} ×${cost(peer).toFixed(2)}`),
  ];
}

if (import.meta.main) print(await measure());
