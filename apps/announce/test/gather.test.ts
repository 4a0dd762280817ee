import { describe, expect, it } from 'vitest';
import { gatherLines } from '../gather.ts';

/** Chunks without a delay, and the number of chunks that were read. */
function input(chunks: readonly string[]) {
  const reads = { count: 0 };
  async function* chunksOf() {
    for (const chunk of chunks) {
      reads.count++;
      yield await Promise.resolve(chunk);
    }
  }
  return { reads, chunks: chunksOf() };
}
const never = () => new Promise<void>(() => undefined);

async function all(gathered: AsyncIterable<string>): Promise<string[]> {
  const batches: string[] = [];
  for await (const batch of gathered) batches.push(batch);
  return batches;
}

describe('gatherLines', () => {
  it('yields all lines together, however the chunks are cut', async () => {
    expect(await all(gatherLines(input(['a\nb', 'c\n', '', 'd']).chunks, { sleep: never }))).toEqual(['a\nbc\nd']);
    expect(await all(gatherLines(input([]).chunks, { sleep: never }))).toEqual([]);
  });

  it('reads no more than maxLength while the caller works', async () => {
    const { reads, chunks } = input(Array.from({ length: 1000 }, (_, n) => `line ${n}\n`));
    const gathered = gatherLines(chunks, { maxLength: 100, sleep: never });

    const { value } = (await gathered.next()) as { value: string };
    await new Promise((resolve) => setTimeout(resolve, 20));

    expect(value).toMatch(/^line 0\n/);
    expect(reads.count).toBeLessThan(20);
  });

  it('cuts a line that is longer than maxLength', async () => {
    const batches = await all(
      gatherLines(input(['x'.repeat(70), 'x'.repeat(70), 'x\ny\n']).chunks, { maxLength: 100, sleep: never }),
    );

    expect(batches).toEqual(['x'.repeat(140), 'x\ny\n']);
  });

  it('waits only once for further lines', async () => {
    async function* slow() {
      yield 'a\n';
      await new Promise((resolve) => setTimeout(resolve, 30));
      yield 'b\n';
    }

    expect(await all(gatherLines(slow(), { sleep: () => Promise.resolve() }))).toEqual(['a\n', 'b\n']);
  });
});
