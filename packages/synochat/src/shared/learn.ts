/**
 * Returns the share of the interval that two posts of an integration keep on top of the interval, from the share so far.
 * A post that Chat refused as too early (411) adds 0.02 for each refusal in a row. Any other post takes 0.00016, so that
 * in the long run Chat refuses about one post of 125. The share is 1 at most.
 */
export function learn(share: number, refusals: number): number {
  return refusals > 0 ? Math.min(1, share + refusals / 50) : Math.max(0, share - 0.00016);
}

/** Milliseconds without a post after which the share is forgotten. */
export const learnedFor = 600_000;
