/**
 * The candidate that was probably meant, if one is near: one mistake in three letters, two in six. A letter that is
 * missing, too many or another one is a mistake; so are two that changed places. Upper and lower case are the same.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  let found: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const allowed = Math.min(2, Math.floor(candidate.length / 3));
    // Also the bound: what is looked at is no longer than a name of the schema, and none of those that is a text.
    if (candidate.length > 40 || Math.abs(candidate.length - word.length) > allowed) continue;
    const mistakes = distance(word.toLowerCase(), candidate.toLowerCase());
    if (mistakes > allowed || mistakes >= least) continue;
    found = candidate;
    least = mistakes;
  }
  return found;
}

/** Optimal string alignment: a row for each letter of `a`, of which the last two are kept. */
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
