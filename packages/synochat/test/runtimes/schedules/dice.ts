/** Chance that comes again with the same seed. */
export interface Dice {
  /** From 0 up to, but not, 1. */
  readonly roll: () => number;
  /** Whether it happens, as often as said: 0 never, 1 always. */
  hits(probability: number): boolean;
  /** A whole number from 0 up to, but not, that one. */
  below(end: number): number;
  pick<T>(of: readonly T[]): T;
}

/** The generator mulberry32, which is in the public domain. */
export function createDice(seed: number): Dice {
  let state = seed >>> 0;
  const roll = () => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number) => Math.floor(roll() * end);
  return { roll, hits: (probability) => roll() < probability, below, pick: (of) => of[below(of.length)] as never };
}
