const emphasisMarks = ['**', '__', '*', '~~'] as const;
/** A mark of Markdown that begins and ends styled words. */
export type Mark = (typeof emphasisMarks)[number];

/** Writes runs of emphasisMarks into `out`. If a later mark closes an open mark, both are replaced. Other emphasisMarks are unchanged. */
export function createEmphasis(out: string[], inChat: Readonly<Record<Mark, string>>) {
  // At most one of each kind of mark.
  const open: { readonly mark: Mark; readonly at: number }[] = [];

  function close(n: number, { mark, at }: (typeof open)[number]): void {
    out[at] = inChat[mark];
    out.push(inChat[mark]);
    // Pairs do not cross: emphasisMarks opened within the pair are unchanged.
    open.length = n;
  }

  return {
    read(run: string, before: string, after: string): void {
      const inWord = run.startsWith('_') && /\w/.test(before) && /\w/.test(after);
      const opens = /\S/.test(after) && !inWord;
      const closes = /\S/.test(before) && !inWord;
      // Longer runs are lines, and blanks to be filled in.
      let rest = run.length > (run.startsWith('*') ? 3 : 2) ? '' : run;
      if (rest === '') out.push(run);
      while (rest !== '') {
        const same = open.findIndex(({ mark }) => mark === rest);
        const n = same >= 0 ? same : open.map(({ mark }) => rest.startsWith(mark)).lastIndexOf(true);
        const opened = closes ? open[n] : undefined;
        const mark = opened?.mark ?? emphasisMarks.find((each) => rest.startsWith(each)) ?? rest;
        if (opened) close(n, opened);
        else {
          if (opens && isMark(mark) && !open.some((each) => each.mark === mark)) open.push({ mark, at: out.length });
          out.push(mark);
        }
        rest = rest.slice(mark.length);
      }
    },
  };
}

function isMark(text: string): text is Mark {
  return emphasisMarks.some((mark) => mark === text);
}
