/** The middle half of the values: its ends are the quartiles. */
export interface Spread {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** How wide the middle half may be, as a share of the median. */
const steady = 0.15;

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

/** Throws an `UnsteadyError` when the middle half of the ratios is too wide to report their median. */
export function assertSteady(name: string, ratios: readonly number[]): void {
  const { low, median, high } = spread(ratios);
  if ((high - low) / median <= steady) return;
  throw new UnsteadyError(
    `${name}: half of the rounds lie between ${low.toFixed(2)} and ${high.toFixed(2)}, too far apart around ${median.toFixed(2)}`,
  );
}

/** What `measure` finds; it is asked up to twice more when the rounds do not agree. */
export async function steadily<Found>(measure: () => Promise<Found>): Promise<Found> {
  for (let repeats = 2; ; repeats--) {
    try {
      return await measure();
    } catch (error) {
      if (!(error instanceof UnsteadyError) || repeats === 0) throw error;
      console.error(`${error.message}; again`);
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
