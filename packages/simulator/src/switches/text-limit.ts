import type { Switches } from './switches.ts';

type Limits = Pick<Switches, 'maxTextLength' | 'lengthUnit' | 'tooLong'>;

/**
 * Returns the text to post: whole, or cut if the switch `tooLong` says so. Returns undefined if the text is too long.
 */
export function fitText(text: string, { maxTextLength, lengthUnit, tooLong }: Limits): string | undefined {
  const measure = lengths[lengthUnit];
  if (measure(text) <= maxTextLength) return text;
  if (tooLong === 'reject') return undefined;

  let fitting = '';
  let room = maxTextLength;
  for (const character of text) {
    room -= measure(character);
    if (room < 0) break;
    fitting += character;
  }
  return fitting;
}

const lengths: Readonly<Record<Switches['lengthUnit'], (text: string) => number>> = {
  codepoint: (text) => Array.from(text).length,
  utf16: (text) => text.length,
  byte: (text) => new TextEncoder().encode(text).length,
};
