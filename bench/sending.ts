// Many messages at once against the rate limit, beside simpler ways to send: node bench/sending.ts (after npm run build).
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { barChart } from './chart.ts';
import { onOwnClock } from './clock.ts';
import { type Crowd, type Outcome, post, type Way, ways } from './crowd.ts';
import { print, type Section } from './section.ts';
import { median } from './statistics.ts';
import { table } from './table.ts';

const seeds = [1, 2, 3];
const names = Object.keys(ways) as Way[];
const latencies = [5, 150, 800];
const crowds = [1, 20, 500];
const jitters = [1, 2, 5, 10, 20];
/** Least share of the limit by callers, where the latency leaves room for it. */
const targets: Readonly<Record<number, number>> = { 20: 0.96, 500: 0.98 };

export async function measure(): Promise<Section> {
  const missed: string[] = [];
  const rows: string[][] = [];
  const bars: { name: string; bars: { name: string; value: number }[] }[] = [];
  for (const latency of latencies) {
    for (const callers of crowds) {
      const outcomes = new Map<Way, Outcome[]>();
      for (const way of names) outcomes.set(way, await virtually(way, { callers, latency, jitter: 2 }));
      rows.push([`${latency} ms, ${callers}`, ...names.map((way) => cell(outcomes.get(way) ?? [], callers))]);
      const ours = outcomes.get('sendIncoming') ?? [];
      missed.push(
        ...check(`${callers} callers, ${latency} ms`, ours, callers, latency < 500 ? targets[callers] : undefined),
      );
      if (callers === 20)
        bars.push({
          name: `${latency} ms away`,
          bars: names.map((way) => ({ name: way, value: goodput(outcomes.get(way) ?? [], callers) })),
        });
    }
  }
  const shared: string[][] = [];
  for (const latency of latencies) {
    const cells: string[] = [];
    for (const jitter of jitters) {
      const outcomes = await virtually('sendIncoming', { callers: 150, latency, jitter, rule: 'server' });
      cells.push(cell(outcomes, 150));
      missed.push(...check(`one limiter for three webhooks, ${latency} ms, ±${jitter} ms`, outcomes, 150, undefined));
    }
    shared.push([`${latency} ms, 150`, ...cells]);
  }
  const real = await inRealTime(missed);
  const queue = queueCosts();
  for (const { count, bytes } of queue)
    if (bytes >= 1000) missed.push(`${count} queued messages take ${bytes.toFixed(0)} bytes each`);
  return {
    title: 'Sending',
    markdown: [
      'The simulator wants 500 ms between two posts. All callers start at once, and each way has 2 ms of jitter, seeded. A cell shows',
      'the delivered messages of all, the posts refused as too early (411) of all posts, and the rate from the start of the first accepted',
      'post to the start of the last accepted post, as a share of the limit. On a simulated clock, which takes no time:',
      ...['', table(['away, callers', ...names], rows), ''],
      'With one limit for the whole server, three webhooks share one `limiter`, as processes do:',
      ...['', table(['away, callers', ...jitters.map((jitter) => `±${jitter} ms`)], shared), ''],
      'In real time, with 20 callers:',
      ...['', table(['away', ...names], real), ''],
      'Refused posts and rate for each interval and jitter (150 ms away, 500 callers; 505 is the default). The pace learns a larger interval:',
      ...['', await intervals(missed), ''],
      'The cost of each waiting message on Node, heap after a collection and CPU time to enqueue:',
      ...[
        '',
        table(
          ['waiting', 'bytes', 'µs'],
          queue.map(({ count, bytes, microseconds }) => [
            count.toLocaleString('en'),
            bytes.toFixed(0),
            microseconds.toFixed(1),
          ]),
        ),
      ],
    ].join('\n'),
    charts: [
      {
        name: 'sending',
        svg: barChart('20 messages at once: delivered, as a share of what the limit allows', bars, 1.2),
      },
    ],
    missed,
  };
}

async function virtually(way: Way, crowd: Omit<Crowd, 'seed'>): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const seed of seeds) outcomes.push(await onOwnClock((clock) => post(way, { ...crowd, seed }, clock)));
  return outcomes;
}

/** The cells that take ten seconds, all at the same time. */
/** The rows of real time; what ours misses there counts as everywhere. */
async function inRealTime(missed: string[]): Promise<string[][]> {
  return Promise.all(
    [5, 150].map(async (latency) => {
      const outcomes = await Promise.all(names.map((way) => post(way, { callers: 20, latency, jitter: 2, seed: 1 })));
      const ours = outcomes.filter((_, index) => names[index] === 'sendIncoming');
      missed.push(...check(`in real time, 20 callers, ${latency} ms`, ours, 20, targets[20]));
      return [`${latency} ms`, ...outcomes.map((outcome) => cell([outcome], 20))];
    }),
  );
}

async function intervals(missed: string[]): Promise<string> {
  const rows: string[][] = [];
  for (const interval of [500, 502, 504, 505, 506, 508, 510]) {
    const cells: string[] = [];
    for (const jitter of jitters) {
      const outcomes = await virtually('sendIncoming', { callers: 500, latency: 150, jitter, interval });
      cells.push(`${share(outcomes)}, ×${rate(outcomes).toFixed(3)}`);
      if (interval === 505 && outcomes.some(({ refused }) => refused > 0.03))
        missed.push(`505 ms, ±${jitter} ms: ${share(outcomes)} refused`);
    }
    rows.push([`${interval} ms`, ...cells]);
  }
  return table(['', ...jitters.map((jitter) => `±${jitter} ms`)], rows);
}

function cell(outcomes: readonly Outcome[], callers: number): string {
  const delivered = median(outcomes.map((outcome) => outcome.delivered));
  const order = outcomes.every(({ inOrder }) => inOrder) ? '' : ' **out of order**';
  const pace = delivered > 1 ? `, ×${rate(outcomes).toFixed(3)}` : '';
  return `${delivered} of ${callers}${order}, ${share(outcomes)}${pace}`;
}

function share(outcomes: readonly Outcome[]): string {
  return `${(median(outcomes.map(({ refused }) => refused)) * 100).toFixed(1)} %`;
}

function rate(outcomes: readonly Outcome[]): number {
  return median(outcomes.map((outcome) => outcome.rate));
}

/** The rate, as far as what was sent arrived. */
function goodput(outcomes: readonly Outcome[], callers: number): number {
  const delivered = median(outcomes.map((outcome) => outcome.delivered));
  return delivered > 1 ? (rate(outcomes) * delivered) / callers : 0;
}

function check(name: string, outcomes: readonly Outcome[], callers: number, least: number | undefined): string[] {
  const missed: string[] = [];
  for (const { delivered, inOrder, refused, rate: reached } of outcomes) {
    if (delivered !== callers) missed.push(`${name}: ${delivered} of ${callers} delivered`);
    if (!inOrder) missed.push(`${name}: out of order`);
    if (least !== undefined && reached < least) missed.push(`${name}: ×${reached.toFixed(3)} of the limit`);
    if (least !== undefined && refused > 0.01) missed.push(`${name}: ${(refused * 100).toFixed(1)} % refused`);
  }
  return [...new Set(missed)];
}

function queueCosts(): { count: number; bytes: number; microseconds: number }[] {
  const program = fileURLToPath(new URL('../packages/synochat/test/runtimes/programs/queued.mjs', import.meta.url));
  return [1000, 10_000, 100_000].map((count) => {
    const env = { ...process.env, COUNT: String(count) };
    const runs = [1, 2, 3].map(
      () =>
        JSON.parse(execFileSync(process.execPath, ['--expose-gc', program], { encoding: 'utf8', env })) as {
          bytes: number;
          microseconds: number;
        },
    );
    const middle = (name: 'bytes' | 'microseconds') => median(runs.map((run) => run[name]));
    return { count, bytes: middle('bytes'), microseconds: middle('microseconds') };
  });
}

if (import.meta.main) print(await measure());
