import { harmless } from './harmless.ts';

/** Returns the rows as lines. Each column is as wide as its widest cell, and each cell is harmless for a terminal. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const clean = rows.map((row) => row.map(harmless));
  const widths = clean.reduce<number[]>(
    (widest, row) => row.map((cell, n) => Math.max(widest[n] ?? 0, widthOf(cell))),
    [],
  );
  return clean.map((row) =>
    row
      .map((cell, n) => cell + ' '.repeat((widths[n] ?? 0) - widthOf(cell)))
      .join('  ')
      .trimEnd(),
  );
}

/** Returns the number of cells on the screen: two for East Asian characters and emoji, zero for combining marks. */
function widthOf(text: string): number {
  return Array.from(text.replace(/\p{M}|\p{Cf}/gu, '')).reduce((sum, sign) => sum + (wide.test(sign) ? 2 : 1), 0);
}

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
