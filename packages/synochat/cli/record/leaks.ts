/**
 * Returns the first of the secrets that occurs in a text: plain, in another case or normal form, percent-encoded up to
 * three times, as JSON escapes or in base64. An occurrence within one of the `ordinary` words, which stand in every
 * text of this kind, is no leak.
 */
export function findLeak(text: string, secrets: Iterable<string>, ordinary: readonly string[]): string | undefined {
  const readings = [...new Set(readingsOf(text).map(fold))];
  const words = ordinary.map(fold);
  for (const secret of secrets) {
    if (!isTelling(secret)) continue;
    if (readings.some((reading) => occurs(fold(secret), reading, words))) return secret;
    if (base64Of(secret).some((needle) => occurs(needle, text, ordinary))) return secret;
  }
  return undefined;
}

/** Returns whether a text names somebody or something. Shorter texts occur in any text by chance. */
function isTelling(secret: string): boolean {
  const characters = Array.from(secret.trim());
  const isForeign = /[^\p{ASCII}]/u.test(secret);
  return characters.length >= (isForeign ? 2 : 3) && !/^[\d\s\p{P}]*$/u.test(secret);
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

function readingsOf(text: string): string[] {
  const readings = [text, unescapeJson(text)];
  for (let round = 0; round < 3; round += 1) {
    const last = readings.at(-1) ?? '';
    readings.push(percentDecoded(last), percentDecoded(last.replaceAll('+', ' ')), unescapeJson(percentDecoded(last)));
  }
  return readings;
}

function unescapeJson(text: string): string {
  return text.replace(/\\u([\da-f]{4})|\\(["\\/])/gi, (_, hex?: string, sign?: string) =>
    hex === undefined ? (sign ?? '') : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

function percentDecoded(text: string): string {
  return text.replace(/(?:%[\da-f]{2})+/gi, (run) => {
    const bytes = Uint8Array.from(run.slice(1).split('%'), (hex) => Number.parseInt(hex, 16));
    return new TextDecoder().decode(bytes);
  });
}

function occurs(needle: string, text: string, ordinary: readonly string[]): boolean {
  for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1))
    if (!ordinary.some((word) => isPartOfWord(word, text, at, needle))) return true;
  return false;
}

/** Returns whether the needle at a place is a part of the word around the place. */
function isPartOfWord(word: string, text: string, at: number, needle: string): boolean {
  for (let inside = word.indexOf(needle); inside >= 0; inside = word.indexOf(needle, inside + 1))
    if (text.startsWith(word, at - inside)) return true;
  return false;
}

/** Returns the letters that base64 of any text with the secret holds, for the three possible positions. */
function base64Of(secret: string): string[] {
  const bytes = new TextEncoder().encode(secret);
  const whole = [0, 1, 2].flatMap((shift) => {
    const text = btoa(String.fromCharCode(...Array.from({ length: shift }, () => 0), ...bytes));
    const inner = text.slice(shift === 0 ? 0 : shift + 1, Math.floor(((shift + bytes.length) * 8) / 6));
    return inner.length >= 4 ? [inner] : [];
  });
  return whole.flatMap((text) => [text, text.replaceAll('+', '-').replaceAll('/', '_')]);
}
