/** Draws values. */
export function createDraw(random: () => number) {
  const draw = {
    chance: (probability: number) => random() < probability,
    whole: (from: number, to: number) => from + Math.floor(random() * (to - from + 1)),
    of: <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T,
  };
  return draw;
}
