/** A character, and the way in which a body spells the character. */
export interface Unit {
  readonly character: string;
  readonly raw: string;
}

/** Returns the characters of a part of a form. A part that is no valid UTF-8 after decoding becomes one unit per byte. */
export function formUnits(raw: string): Unit[] {
  const units: Unit[] = [];
  for (const [piece] of raw.matchAll(/(?:%[\da-f]{2})+|[^]/giu)) {
    if (piece.length < 3) units.push({ character: piece === '+' ? ' ' : piece, raw: piece });
    else units.push(...encodedUnits(piece));
  }
  return units;
}

function encodedUnits(raw: string): Unit[] {
  try {
    let at = 0;
    return Array.from(decodeURIComponent(raw), (character) => {
      const length = new TextEncoder().encode(character).length * 3;
      at += length;
      return { character, raw: raw.slice(at - length, at) };
    });
  } catch {
    return (raw.match(/.{3}/g) ?? []).map((each) => ({ character: '\ufffd', raw: each }));
  }
}

/** Spells a character of a form as another one was spelled: percent-encoded in the same letter case, or raw. */
export function spellInForm(character: string, { character: before, raw }: Unit): string {
  if (character === before) return raw;
  if (!raw.startsWith('%')) return character;
  const isLower = /[a-f]/.test(raw);
  return Array.from(new TextEncoder().encode(character), (byte) => {
    const hex = byte.toString(16).padStart(2, '0');
    return `%${isLower ? hex : hex.toUpperCase()}`;
  }).join('');
}

/** Returns the characters of the inside of a JSON string. */
export function jsonUnits(raw: string): Unit[] {
  const pieces = raw.matchAll(/\\u[Dd][89ABab][\dA-Fa-f]{2}\\u[Dd][C-Fc-f][\dA-Fa-f]{2}|\\u[\dA-Fa-f]{4}|\\[^]|[^]/gu);
  return Array.from(pieces, ([piece]) => ({ character: characterOf(piece), raw: piece }));
}

function characterOf(piece: string): string {
  if (!piece.startsWith('\\')) return piece;
  try {
    return JSON.parse(`"${piece}"`) as string;
  } catch {
    return piece.slice(1);
  }
}

/** Spells a character of a JSON string as another one was spelled: as \u with four digits in the same case, or raw. */
export function spellInJson(character: string, { character: before, raw }: Unit): string {
  if (character === before) return raw;
  if (!raw.startsWith('\\u')) return character;
  const isUpper = /[A-F]/.test(raw.replaceAll('\\u', ''));
  return Array.from({ length: character.length }, (_, at) => {
    const hex = character.charCodeAt(at).toString(16).padStart(4, '0');
    return `\\u${isUpper ? hex.toUpperCase() : hex}`;
  }).join('');
}
