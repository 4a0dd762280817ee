/** Returns numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Draws values. */
export function createDraw(random: () => number) {
  const draw = {
    chance: (probability: number) => random() < probability,
    whole: (from: number, to: number) => from + Math.floor(random() * (to - from + 1)),
    of: <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T,
  };
  return draw;
}
