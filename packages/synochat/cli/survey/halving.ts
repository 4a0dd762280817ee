/**
 * Finds the largest number that fits, between one that fits and one that does not. Tries the `likely` numbers first.
 * `share` is the part of the rest below each try: 0.5 needs the fewest tries, more needs fewer tries that fit.
 */
export async function largestFitting(
  [fits, tooMuch]: readonly [number, number],
  likely: readonly number[],
  share: number,
  test: (size: number) => Promise<boolean>,
): Promise<number> {
  let [low, high] = [fits, tooMuch];
  for (const each of likely.flatMap((size) => [size + 1, size]))
    if (each > low && each < high) {
      if (await test(each)) low = each;
      else high = each;
    }
  while (high - low > 1) {
    const each = Math.min(high - 1, Math.max(low + 1, Math.round(low + (high - low) * share)));
    if (await test(each)) low = each;
    else high = each;
  }
  return low;
}
