import { assertText } from './assert.ts';
import { maxText } from './message.ts';

/**
 * Returns the text if it has at most `maxLength` code points (default: 2000, the most that `respond` takes), else its
 * beginning with `…` at the end, together no longer than `maxLength`.
 *
 * Never cuts inside a surrogate pair, inside a `<url|label>`, or inside what a reader takes for one character, such as an
 * emoji of several code points (where the runtime has `Intl.Segmenter`). A code block that is cut stays open: truncate
 * what stands in it instead. Apply `plain` before: it makes a text longer. Throws a `RangeError` if `maxLength` is not a
 * whole number of 1 or more, and a `TypeError` for what is no text.
 *
 * @example
 * ```ts
 * respond(truncate(`${plain(user.name)} asks: ${plain(text)}`));
 * ```
 */
export function truncate(text: string, maxLength: number = maxText): string {
  assertText('The text', text);
  if (!Number.isInteger(maxLength) || maxLength < 1)
    throw new RangeError('maxLength must be a whole number of 1 or more');
  // A code point has at most two units, so a longer text need not be looked at to its end.
  const points = Array.from(text.slice(0, 2 * maxLength + 2));
  if (points.length <= maxLength) return text;
  const end = points.slice(0, maxLength - 1).join('').length;
  return `${text
    .slice(0, startOfCharacter(text, end))
    .replace(/<https?:\/\/[^<>\n]*$/, '')
    .trimEnd()}…`;
}

/** Where the character begins that the code unit is a part of. */
function startOfCharacter(text: string, at: number): number {
  // One code point after the cut tells whether it belongs to what is before.
  const { Segmenter } = Intl as Partial<typeof Intl>;
  return (Segmenter && new Segmenter().segment(text.slice(0, at + 2)).containing(at)?.index) ?? at;
}
