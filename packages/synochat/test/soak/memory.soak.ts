import { describe, expect, it } from 'vitest';
import type { Running } from '../helpers/process.ts';
import { residentMemory } from '../helpers/resources.ts';
import { startServer } from '../helpers/runtime.ts';
import { startHandlers } from '../hostile/hostile-server.ts';
import { load } from '../hostile/load.ts';

const connections = 16;
const runs = [
  { runtime: 'Node', requests: 1_000_000 },
  { runtime: 'Bun', requests: 200_000 },
  { runtime: 'Deno', requests: 200_000 },
  { runtime: 'workerd', requests: 200_000 },
] as const;

describe('resident memory under requests of which half are bad', () => {
  it.each(runs)('is flat on $runtime after the first third of $requests', async ({ runtime, requests }) => {
    const { middle, last } = await measure(runtime, await startHandlers(runtime), requests);

    expect(last).toBeLessThan(allowed(middle));
  });

  it('is not where a server keeps its requests, which this test sees within 60,000', async () => {
    const leaking = { folder: new URL('../runtimes/servers/leaking/', import.meta.url), readyPath: '/hook' };
    const { middle, last } = await measure('Node, leaking', await startServer('Node', leaking), 60_000);

    expect(last).toBeGreaterThan(allowed(middle));
  });
});

/** MB that the last third may hold at the median, when the second held so much. */
function allowed(middle: number): number {
  return middle + Math.max(16, middle / 10);
}

/** Medians in MB of the second and the last third; every request has had the answer that belongs to it. */
async function measure(name: string, server: Running, requests: number): Promise<{ middle: number; last: number }> {
  const { pid, port } = server;
  const samples: number[] = [];
  const start = performance.now();
  try {
    const sample = () => samples.push(residentMemory(pid));
    const wrong = await load(port, { requests, connections, samples: 300, sample });
    expect(wrong).toEqual({});
  } finally {
    await server.stop();
  }
  const seconds = Math.round((performance.now() - start) / 1000);
  const third = (n: number) => samples.slice(samples.length * (n / 3), samples.length * ((n + 1) / 3));
  const [first, middle, last] = [median(third(0)), median(third(1)), median(third(2))];
  console.log(
    `${name}: ${requests} requests, half of them bad, in ${seconds} s: resident ${shown(samples[0])} MB at first, ` +
      `median of each third ${[first, middle, last].map(shown).join(', ')} MB, ${shown(Math.max(...samples))} MB at most`,
  );
  return { middle, last };
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

const shown = (megabytes = Number.NaN) => megabytes.toFixed(1);
