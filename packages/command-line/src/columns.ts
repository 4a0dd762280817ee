import { harmless } from './harmless.ts';

/** The rows as lines, each column as wide as its widest cell; what others wrote cannot disturb the terminal. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const clean = rows.map((row) => row.map(harmless));
  const widths = clean.reduce<number[]>((wide, row) => row.map((cell, n) => Math.max(wide[n] ?? 0, width(cell))), []);
  return clean.map((row) =>
    row
      .map((cell, n) => cell + ' '.repeat((widths[n] ?? 0) - width(cell)))
      .join('  ')
      .trimEnd(),
  );
}

/** Places on the screen: signs of East Asian scripts and emoji take two, marks over letters none. */
function width(text: string): number {
  return Array.from(text.replace(/\p{M}|\p{Cf}/gu, '')).reduce((sum, sign) => sum + (wide.test(sign) ? 2 : 1), 0);
}

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
