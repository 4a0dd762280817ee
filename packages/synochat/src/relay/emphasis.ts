/**
 * Returns a function that writes a run of marks into `out`. If a later mark closes an open mark, both become the marks of
 * `inChat`. Marks without a partner stay.
 */
export function createEmphasis(out: string[], inChat: Readonly<Record<string, string>>) {
  // At most one of each kind of mark, the innermost last.
  const open: { readonly mark: string; readonly at: number }[] = [];
  const toChat = (mark: string) => inChat[mark] ?? mark;
  return (run: string, before: string, after: string): void => {
    // Such as in `snake_case` and `2*3*4`.
    const inWord = /^(?:_|\*$)/.test(run) && /\w/.test(before) && /\w/.test(after);
    // Longer runs are lines, and blanks to be filled in.
    let rest = run.length > 3 ? '' : run;
    if (rest === '') out.push(run);
    while (rest !== '') {
      const marks = open.map(({ mark }) => mark);
      const same = marks.indexOf(rest);
      const n = same >= 0 ? same : marks.map((mark) => rest.startsWith(mark)).lastIndexOf(true);
      const opened = /\S/.test(before) && !inWord ? open[n] : undefined;
      const mark = opened?.mark ?? (rest.length > 1 ? rest.slice(0, 2) : rest);
      const isInner = open.slice(0, n).some((outer) => toChat(outer.mark) === toChat(mark));
      // Chat shows a mark within its like.
      const shown = isInner ? '' : toChat(mark);
      if (opened) {
        const next = open[n + 1];
        // Pairs do not cross: marks that were opened within the pair stay.
        open.length = n;
        out[opened.at] = shown;
        // Of `***a** b*`, the outer mark is the one that is closed last.
        if (next?.at === opened.at + 1) {
          out[opened.at] = next.mark;
          out[next.at] = shown;
          open.push({ mark: next.mark, at: opened.at });
        }
      } else if (/\S/.test(after) && !inWord && !marks.includes(mark)) open.push({ mark, at: out.length });
      out.push(opened ? shown : mark);
      rest = rest.slice(mark.length);
    }
  };
}
