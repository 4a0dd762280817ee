import { wordsOf } from './words.ts';

const named = /* @__PURE__ */ new Map([
  ['good', '🟢'],
  ['warning', '🟠'],
  ['danger', '🔴'],
]);

/** Returns 🟢, 🟠 or 🔴 for a colour: a name of Slack, hex digits with or without `#`, a number. Other hues have no mark. */
export function markOf(colour: unknown): string {
  const text = wordsOf(colour).trim();
  const [, hex] = /^#?([\da-f]{6}|[\da-f]{3})$/i.exec(text) ?? [];
  if (typeof colour === 'string' && hex !== undefined)
    return markOfNumber(Number(`0x${hex.length === 3 ? hex.replace(/./g, '$&$&') : hex}`));
  return named.get(text) ?? (/^\d+$/.test(text) ? markOfNumber(Number(text)) : '');
}

/** Returns the mark of the hue, in degrees on the circle of colours. Grey has no mark. */
function markOfNumber(colour: number): string {
  const [red, green, blue] = [(colour >> 16) & 255, (colour >> 8) & 255, colour & 255] as const;
  const highest = Math.max(red, green, blue);
  const range = highest - Math.min(red, green, blue);
  const hue =
    highest === red ? (60 * (green - blue)) / range : highest === green ? 120 + (60 * (blue - red)) / range : 240;
  if (range < 40 || hue > 170 || hue < -40) return '';
  return hue < 20 ? '🔴' : hue < 70 ? '🟠' : '🟢';
}

/** Beginnings of words for a state, with their marks. */
const marksOfStates = [
  ['🔴', /^(?:crit|fatal|emerg|alert|err|fail|firing|problem|offline|disaster|urgent|(?:down|high)$)/i],
  ['🟠', /^(?:warn|degraded|average|medium)/i],
  ['🟢', /^(?:ok|succe|resolved|recover|online|pass|healthy|up$)/i],
] as const;

/** Returns the mark for the word of a state or severity; empty for any other word. */
export function markOfState(word: string): string {
  return marksOfStates.find(([, words]) => words.test(word.trim()))?.[0] ?? '';
}
