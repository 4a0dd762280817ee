/**
 * Returns the candidate that the user probably meant, or undefined. Allowed are one mistake in three letters and two in
 * six. A mistake is a missing, additional or different letter, or two letters in the wrong order. Case is ignored.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  let found: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const allowed = Math.min(2, Math.floor(candidate.length / 3));
    // Also a limit on the work: only words about as long as a candidate are compared, and long candidates are not.
    if (candidate.length > 40 || Math.abs(candidate.length - word.length) > allowed) continue;
    const mistakes = distance(word.toLowerCase(), candidate.toLowerCase());
    if (mistakes > allowed || mistakes >= least) continue;
    found = candidate;
    least = mistakes;
  }
  return found;
}

/** Returns the optimal string alignment distance. There is a row for each letter of `a`, and the last two rows are stored. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const isOther = Number(a[row - 1] !== b[column - 1]);
      const [left = 0, above = 0, diagonal = 0] = [current[column - 1], last[column], last[column - 1]];
      let least = Math.min(left + 1, above + 1, diagonal + isOther);
      const isSwapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (row > 1 && column > 1 && isSwapped) least = Math.min(least, (before[column - 2] ?? 0) + 1);
      current.push(least);
    }
    before = last;
    last = current;
  }
  return last[b.length] ?? 0;
}
