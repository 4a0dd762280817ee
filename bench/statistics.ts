/** The middle half of the values: its ends are the quartiles. */
export interface Spread {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** The number of batches of rounds, at most. */
const batches = 4;

/** The value in the middle of the sorted values; between the two in the middle if there are two. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The quartiles of the values. */
export function spread(values: readonly number[]): Spread {
  return { low: quantile(values, 0.25), median: quantile(values, 0.5), high: quantile(values, 0.75) };
}

/**
 * Where the median of endlessly many rounds lies, with a certainty of 95 %: between two of the sorted values, as far
 * from the middle as heads and tails of that many coins may be. The distribution of the values does not matter.
 */
export function certainty(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const low = Math.max(0, Math.floor(sorted.length / 2 - 0.98 * Math.sqrt(sorted.length)));
  const [first = Number.NaN, last = Number.NaN] = [sorted[low], sorted[sorted.length - 1 - low]];
  return { low: first, median: median(values), high: last };
}

/**
 * Returns a note unless the median of the ratios is known to 10 % of the median, or of 1 if the median is less. From a
 * median of 5 on 20 % are enough.
 */
export function doubtOf(name: string, ratios: readonly number[]): string | undefined {
  const { low, median, high } = certainty(ratios);
  if (high - low <= 0.1 * Math.max(1, median) * (median < 5 ? 1 : 2)) return undefined;
  return `${name}: after ${ratios.length} rounds the median may be anything from ${low.toFixed(2)} to ${high.toFixed(2)}`;
}

/**
 * Calls `addRounds`, which returns its doubts, until there is no doubt. After four batches, or that many milliseconds, the
 * doubts stay: a report takes at most ten minutes.
 */
export async function steadily(
  addRounds: () => Promise<readonly string[]>,
  budget: number,
): Promise<readonly string[]> {
  const end = performance.now() + budget;
  for (let batch = 1; ; batch++) {
    const doubts = await addRounds();
    if (doubts.length === 0 || batch === batches || performance.now() > end) return doubts;
  }
}

/** The value below which that share of the values lies, between two of them where it falls there; NaN without values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? Number.NaN;
  return below + (above - below) * (at - Math.floor(at));
}
