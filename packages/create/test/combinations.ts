import { type Kind, kinds, type Runtime, runtimes } from '../src/choices.ts';

export type Combination = readonly [runtime: Runtime, kind: Kind];

/** All twelve. */
export const combinations: readonly Combination[] = runtimes.flatMap((runtime) =>
  kinds.map((kind) => [runtime, kind] as const),
);

/** Draws two combinations of different runtimes and kinds. The same seed draws the same two. */
export function drawTwo(seed: number): readonly Combination[] {
  const first = combinations[seed % combinations.length] ?? ['node', 'slash'];
  const others = combinations.filter(([runtime, kind]) => runtime !== first[0] && kind !== first[1]);
  const second = others[Math.floor(seed / combinations.length) % others.length] ?? ['bun', 'bot'];
  return [first, second];
}
