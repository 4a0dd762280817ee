/** The middle half of the values: its ends are the quartiles. */
export interface Spread {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** How often rounds are added before that is given up. */
const batches = 6;

/** A measurement that says nothing: the rounds do not agree. */
export class UnsteadyError extends Error {}

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
 * from the middle as heads and tails of that many coins may be. Nothing is assumed of how the values are spread.
 */
export function certainty(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const low = Math.max(0, Math.floor(sorted.length / 2 - 0.98 * Math.sqrt(sorted.length)));
  const [first = Number.NaN, last = Number.NaN] = [sorted[low], sorted[sorted.length - 1 - low]];
  return { low: first, median: median(values), high: last };
}

/**
 * Throws an `UnsteadyError` when the median of the ratios may lie anywhere in an interval that is wider than that share
 * of it, or of the first's 1 where it is less; from five times the first on wider than twice that, as it matters less how many
 * times more something takes.
 */
export function assertSteady(name: string, ratios: readonly number[], share = 0.1): void {
  const { low, median, high } = certainty(ratios);
  if (high - low <= share * Math.max(1, median) * (median < 5 ? 1 : 2)) return;
  throw new UnsteadyError(
    `${name}: after ${ratios.length} rounds the median may be anything from ${low.toFixed(2)} to ${high.toFixed(2)}`,
  );
}

/** What `measure` finds; while that is an `UnsteadyError` it is asked to add rounds, up to five times. */
export async function steadily<Found>(measure: () => Promise<Found>): Promise<Found> {
  for (let batch = 1; ; batch++) {
    try {
      return await measure();
    } catch (error) {
      if (!(error instanceof UnsteadyError) || batch === batches) throw error;
    }
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
