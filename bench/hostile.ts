// How long a good request takes beside ten connections of costly bodies, on each runtime's server: node bench/hostile.ts (after npm run build).

import { type Runtime, runtimes } from '../packages/synochat/test/helpers/runtime.ts';
import { costly, plain } from '../packages/synochat/test/hostile/costly-bodies.ts';
import { median, timesUnder } from '../packages/synochat/test/hostile/costly-load.ts';
import { startHandlers } from '../packages/synochat/test/hostile/hostile-server.ts';
import { print, type Section } from './section.ts';
import { table } from './table.ts';

const size = 65_000;
const requests = 25;
/** Milliseconds that a good request is to take at most. */
const target = 20;

interface Measured {
  readonly name: string;
  readonly ms: number;
  /** As a multiple of what it is beside plain bodies, in the same minute. */
  readonly times: number;
}

export async function measure(): Promise<Section> {
  const found = new Map<Runtime, Measured[]>();
  for (const runtime of runtimes) found.set(runtime, await measureServer(runtime));
  const worst = [...found].map(([runtime, all]): [Runtime, Measured, Measured[]] => {
    const [first] = all.toSorted((a, b) => b.ms - a.ms);
    if (!first) throw new Error('Nothing was measured');
    return [runtime, first, all];
  });
  return {
    title: 'Beside costly bodies',
    markdown: [
      `A good request in milliseconds, the median of ${requests}, while ten connections send bodies of 64 KiB without a right token back to`,
      'back. Client and server share the machine. The worst of all kinds of body, and how often as long as beside plain bodies.',
      '',
      table(
        ['', 'worst body', 'ms', 'times as long'],
        worst.map(([runtime, { name, ms, times }]) => [runtime, name, ms.toFixed(1), `×${times.toFixed(1)}`]),
      ),
    ].join('\n'),
    charts: [],
    missed: worst.flatMap(([runtime, , all]) =>
      all
        .filter(({ ms, times }) => ms > target || times > 4)
        .map(({ name, ms, times }) => `Beside ${name} on ${runtime}: ${ms.toFixed(1)} ms, ×${times.toFixed(1)}`),
    ),
  };
}

async function measureServer(runtime: Runtime): Promise<Measured[]> {
  const server = await startHandlers(runtime);
  const beside = plain(size, '/hook');
  const found: Measured[] = [];
  try {
    for (const { name, bytes } of costly(size, '/hook', '/bot')) {
      await timesUnder(server.port, bytes, 5);
      const without = median(await timesUnder(server.port, beside, requests));
      const ms = median(await timesUnder(server.port, bytes, requests));
      found.push({ name, ms, times: ms / without });
    }
  } finally {
    await server.stop();
  }
  return found;
}

if (import.meta.main) print(await measure());
