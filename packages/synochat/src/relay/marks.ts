const named: Readonly<Record<string, string>> = { good: '🟢', warning: '🟠', danger: '🔴' };

/** Returns 🟢, 🟠 or 🔴 for a colour: a name of Slack, hex digits with or without `#`, a number. Other hues have no mark. */
export function markOf(colour: unknown): string {
  if (typeof colour === 'number') return markOfNumber(colour);
  if (typeof colour !== 'string') return '';
  const hex = /^#?([\da-f]{6}|[\da-f]{3})$/i.exec(colour.trim())?.[1];
  if (hex === undefined) return named[colour] ?? (/^\d+$/.test(colour) ? markOfNumber(Number(colour)) : '');
  return markOfNumber(Number.parseInt(hex.length === 3 ? hex.replace(/./g, '$&$&') : hex, 16));
}

/** Returns the mark of the hue, in degrees on the circle of colours. Grey has no mark. */
function markOfNumber(colour: number): string {
  const [red, green, blue] = [(colour >> 16) & 255, (colour >> 8) & 255, colour & 255] as const;
  const most = Math.max(red, green, blue);
  const range = most - Math.min(red, green, blue);
  if (range < 40) return '';
  if (most === blue && blue > green && blue > red) return '';
  const hue = most === red ? (60 * (green - blue)) / range : 120 + (60 * (blue - red)) / range;
  if (hue > 170 || hue < -40) return '';
  return hue < 20 ? '🔴' : hue < 70 ? '🟠' : '🟢';
}

/** Words for a state, with their marks. */
const marksOfStates: readonly (readonly [RegExp, string])[] = [
  [
    /^(critical|crit|fatal|emergency|emerg|alert|error|err|failure|failed|fail|down|firing|alerting|problem|offline|disaster|high|urgent)$/i,
    '🔴',
  ],
  [/^(warning|warn|degraded|average|medium)$/i, '🟠'],
  [/^(ok|okay|success|succeeded|successful|resolved|recovered|up|online|passed|healthy)$/i, '🟢'],
];

/** Returns the mark for the word of a state or severity; empty for any other word. */
export function markOfState(word: string): string {
  return marksOfStates.find(([words]) => words.test(word.trim()))?.[1] ?? '';
}
