import { describe, expect, it } from 'vitest';
import { gatherLines } from '../gather.ts';

/** Chunks that are there at once, counted as they are taken. */
function input(chunks: readonly string[]) {
  const taken = { count: 0 };
  async function* read() {
    for (const chunk of chunks) {
      taken.count++;
      yield await Promise.resolve(chunk);
    }
  }
  return { taken, chunks: read() };
}
const never = () => new Promise<void>(() => undefined);

async function all(gathered: AsyncIterable<string>): Promise<string[]> {
  const batches: string[] = [];
  for await (const batch of gathered) batches.push(batch);
  return batches;
}

describe('lines that are gathered', () => {
  it('are together what came, whatever the chunks', async () => {
    expect(await all(gatherLines(input(['a\nb', 'c\n', '', 'd']).chunks, { sleep: never }))).toEqual(['a\nbc\nd']);
    expect(await all(gatherLines(input([]).chunks, { sleep: never }))).toEqual([]);
  });

  it('leave no more unread than there is room, while nobody takes them', async () => {
    const { taken, chunks } = input(Array.from({ length: 1000 }, (_, n) => `line ${n}\n`));
    const gathered = gatherLines(chunks, { room: 100, sleep: never });

    const { value } = (await gathered.next()) as { value: string };
    await new Promise((resolve) => setTimeout(resolve, 20));

    expect(value).toMatch(/^line 0\n/);
    expect(taken.count).toBeLessThan(20);
  });

  it('come in pieces where one alone is longer than the room', async () => {
    const batches = await all(
      gatherLines(input(['x'.repeat(70), 'x'.repeat(70), 'x\ny\n']).chunks, { room: 100, sleep: never }),
    );

    expect(batches).toEqual(['x'.repeat(140), 'x\ny\n']);
  });

  it('wait for a moment only', async () => {
    async function* slow() {
      yield 'a\n';
      await new Promise((resolve) => setTimeout(resolve, 30));
      yield 'b\n';
    }

    expect(await all(gatherLines(slow(), { sleep: () => Promise.resolve() }))).toEqual(['a\n', 'b\n']);
  });
});
