import { readingsOf } from './readings.ts';

/**
 * Returns the first of the secrets that occurs in a text: plain, in another case or normal form, percent-encoded,
 * as JSON escapes, as HTML entities, in base64, in hexadecimal, or as the Punycode of a host. An occurrence within one of
 * the `ordinary` words, which stand in every text of this kind, is no leak.
 */
export function findLeak(text: string, secrets: Iterable<string>, ordinary: readonly string[]): string | undefined {
  const plain = readingsOf(text);
  const folded = [...new Set(plain.map(fold))];
  const words = ordinary.map(fold);
  for (const secret of secrets) {
    if (!isTelling(secret)) continue;
    if (spellingsOf(secret).some((spelling) => folded.some((reading) => occurs(spelling, reading, words))))
      return secret;
    if (base64Of(secret).some((needle) => plain.some((reading) => occurs(needle, reading, ordinary)))) return secret;
  }
  return undefined;
}

/**
 * Returns whether a text names somebody or something. Shorter texts occur in any text by chance. Of texts without letters,
 * an address such as `10.0.0.5` and a number of 7 digits or more name something.
 */
function isTelling(secret: string): boolean {
  const characters = Array.from(secret.trim());
  const isForeign = /[^\p{ASCII}]/u.test(secret);
  if (/^[\d\s\p{P}]*$/u.test(secret)) return secret.replace(/[^\d.:]/g, '').length >= 7;
  return characters.length >= (isForeign ? 2 : 3);
}

/** Returns a text without the differences of case, compatible forms and signs that nobody sees. */
function fold(text: string): string {
  const folded = text.normalize('NFKD').toUpperCase().toLowerCase().replaceAll('ς', 'σ');
  return folded.normalize('NFKC').replace(/\p{Default_Ignorable_Code_Point}/gu, '');
}

/** Returns a folded secret, a secret in hexadecimal, and the Punycode of a secret that is a host. */
function spellingsOf(secret: string): string[] {
  const address = `http://${secret}/`;
  const host = URL.canParse(address) ? new URL(address).hostname : '';
  const isCoded = host.includes('xn--');
  const hex = Array.from(new TextEncoder().encode(secret.trim()), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
  return [fold(secret.trim()), hex, ...(isCoded ? [host] : [])].filter((each) => each !== '');
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
  const forms = ['NFC', 'NFD'].flatMap((form) => {
    const text = secret.normalize(form);
    return [text, text.toLowerCase(), text.toUpperCase()];
  });
  const needles = [...new Set([secret, ...forms])].flatMap((form) => {
    const bytes = new TextEncoder().encode(form);
    return [0, 1, 2].flatMap((shift) => {
      const text = btoa(String.fromCharCode(...Array.from({ length: shift }, () => 0), ...bytes));
      const inner = text.slice(shift === 0 ? 0 : shift + 1, Math.floor(((shift + bytes.length) * 8) / 6));
      return inner.length >= 4 ? [inner] : [];
    });
  });
  return needles.flatMap((text) => [text, text.replaceAll('+', '-').replaceAll('/', '_')]);
}
