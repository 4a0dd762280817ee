import fc from 'fast-check';
import { expect } from 'vitest';

/** Work on a text of about that many characters. */
export type Work = (length: number) => unknown;

const short = 600;
const factor = 16;
/** Time that grows with the text is 16 times as long, time that grows with its square 256 times: half-way between, as factors. */
const most = 64;

/**
 * Expects that the work on a text of 16 times the length takes at most 64 times as long, in one of twelve looks: collected
 * garbage makes some looks slow, and a quadratic loop all of them. A millisecond more counts as no time.
 */
export async function expectLinear(work: Work, what: string): Promise<void> {
  let growth = Number.POSITIVE_INFINITY;
  for (let look = 0; look < 12 && growth > most; look++) {
    const early = Math.min(await time(work, short), await time(work, short), await time(work, short));
    growth = Math.min(growth, ((await time(work, factor * short)) - 1) / early);
  }
  expect(growth, `times as long for ${factor} times the text: ${what}`).toBeLessThanOrEqual(most);
}

/** Milliseconds of the processor: the time of the clock would also count what other programs did meanwhile. */
async function time(work: Work, length: number): Promise<number> {
  const start = process.cpuUsage();
  await work(length);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** How a text repeats pieces: `start`, then `one` for half of its length, then `middle`, then `two`, then `end`. */
export type Shape = readonly [start: string, one: string, middle: string, two: string, end: string];

export function shaped([start, one, middle, two, end]: Shape, length: number): string {
  const half = (piece: string) => piece.repeat(Math.ceil(length / 2 / piece.length));
  return start + half(one) + middle + half(two) + end;
}

/** Each piece alone, repeated, and random ones in random shapes: expects that the work on any of them is linear. */
export async function expectLinearFor(
  pieces: readonly string[],
  work: (text: string) => unknown,
  numRuns = 40,
): Promise<void> {
  const expectOf = (shape: Shape) => expectLinear((length) => work(shaped(shape, length)), JSON.stringify(shape));
  for (const piece of pieces) await expectOf(['', piece, '', piece, '']);
  for (const piece of pieces) await expectOf(['a', piece, 'b', piece, 'c']);
  const repeated = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 3 }).map((each) => each.join(''));
  const other = fc.constantFrom('', ...pieces);
  const shapes = fc.tuple(other, repeated, other, repeated, other);
  await fc.assert(fc.asyncProperty(shapes, expectOf), { numRuns });
}
