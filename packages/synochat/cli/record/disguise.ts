/** The replacements of characters, by the length of a character in UTF-8: letter, capital, and digit or symbol. */
type Fillers = readonly (readonly [letter: string, capital: string, other: string])[];

/**
 * Several sets: a name may consist of the replacements of one set. One replacement for all letters of a class keeps
 * lengths, word boundaries and common beginnings, and cannot be reversed.
 */
export const fillerSets: readonly Fillers[] = [
  [
    ['x', 'X', '0'],
    ['ä', 'Ä', '§'],
    ['中', '中', '☆'],
    ['𠀀', '𠀀', '😀'],
  ],
  [
    ['y', 'Y', '1'],
    ['ö', 'Ö', '¶'],
    ['文', '文', '★'],
    ['𠀁', '𠀁', '😁'],
  ],
  [
    ['q', 'Q', '2'],
    ['ü', 'Ü', '±'],
    ['字', '字', '☂'],
    ['𠀂', '𠀂', '😂'],
  ],
];

/** Returns a character of the same class with the same length in UTF-8 and UTF-16. Blanks and ASCII signs stay. */
export function disguise(character: string, fillers: Fillers): string {
  const [letter, capital, other] = fillers[utf8Length(character) - 1] ?? ['', '', ''];
  if (/^\s$/.test(character)) return character;
  if (/^\p{Lu}$/u.test(character)) return capital;
  if (/^[\p{L}\p{M}]$/u.test(character)) return letter;
  if (/^\d$/.test(character) || utf8Length(character) > 1) return other;
  return character;
}

/** Returns the number of bytes of one character. A lone surrogate counts as the three bytes of its replacement. */
function utf8Length(character: string): number {
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point < 0x1_0000 ? 3 : 4;
}
