// What a limiter holds and takes with many integrations: node bench/buckets.ts (after npm run build).
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { memoryLimiter, type RateLimiter } from 'synochat';
import { lineChart } from './chart.ts';
import { print, type Section } from './section.ts';
import { median } from './statistics.ts';
import { table } from './table.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const sizes = [1000, 10_000, 100_000, 1_000_000];
/** Bytes in all, however many integrations there were: a thousand buckets are alive at a time. */
const most = 1e6;

export function measure(): Promise<Section> {
  run(10_000);
  const found = sizes.map((keys) => {
    const runs = [run(keys), run(keys), run(keys)];
    return {
      keys,
      nanoseconds: median(runs.map((each) => each.nanoseconds)),
      bytes: median(runs.map((each) => each.bytes)),
    };
  });
  return Promise.resolve({
    title: 'Buckets',
    markdown: [
      'A memory limiter that that many integrations use one after the other, two a millisecond, each once: CPU time of one',
      'reservation, and heap after a collection when the last one has been made. About 1,000 are not full again by then.',
      ...[
        '',
        table(
          ['integrations', 'ns each', 'kB in all'],
          found.map(({ keys, nanoseconds, bytes }) => [
            keys.toLocaleString('en'),
            nanoseconds.toFixed(0),
            (bytes / 1000).toFixed(0),
          ]),
        ),
      ],
    ].join('\n'),
    charts: [
      {
        name: 'buckets',
        svg: lineChart('Memory of a limiter', 'integrations', 'kB', [
          { name: 'kB', points: found.map(({ keys, bytes }) => [keys, Math.max(0, bytes) / 1000] as const) },
        ]),
      },
    ],
    missed: found
      .filter(({ bytes }) => bytes > most)
      .map(({ keys, bytes }) => `${keys.toLocaleString('en')} integrations leave ${(bytes / 1e6).toFixed(1)} MB`),
  });
}

function run(keys: number): { nanoseconds: number; bytes: number } {
  let now = 0;
  collect();
  const { heapUsed } = process.memoryUsage();
  const limiter: RateLimiter = memoryLimiter({ now: () => now });
  const start = process.cpuUsage();
  for (let n = 0; n < keys; n++) {
    now += 0.5;
    void limiter.reserve(`integration ${n}`);
  }
  const { user, system } = process.cpuUsage(start);
  collect();
  const bytes = process.memoryUsage().heapUsed - heapUsed;
  // Held until here.
  void limiter.reserve('integration 0');
  return { nanoseconds: ((user + system) * 1000) / keys, bytes };
}

if (import.meta.main) print(await measure());
