import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { createSimulator } from '../src/simulator.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const mebibyte = 1024 * 1024;

/** Includes large texts and bytes outside the heap. */
async function inUse(): Promise<number> {
  for (let times = 0; times < 3; times += 1) {
    collect();
    // Bytes are freed a turn of the loop after the object that held the bytes.
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** The growth of memory by the work, in bytes. */
async function keptBy(work: () => Promise<void>): Promise<number> {
  const before = await inUse();
  await work();
  return (await inUse()) - before;
}

describe('the memory of a server', () => {
  it.each([
    ['bodies without a token', (large: string) => `a=${large}`],
    ['a payload whose member has a long name', (large: string) => `payload={"text":"a","${large}":1}`],
  ])('is not filled by %s: the record stores the beginning', async (_, bodyOf) => {
    const nas = createSimulator({ rateInterval: 0 });
    const { url } = nas.addIncoming({ channel: 'general' });
    const body = bodyOf('x'.repeat(8 * mebibyte));
    const grownBy = await keptBy(async () => {
      for (let n = 0; n < 20; n += 1) await (await nas.fetch(new Request(url, { method: 'POST', body }))).text();
    });
    expect(nas.exchanges()).toHaveLength(20);
    expect(grownBy).toBeLessThan(16 * mebibyte);
  });
});
