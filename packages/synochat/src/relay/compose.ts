import { type Message, truncate } from '../index.ts';
import { isWeb } from './address.ts';
import { closed } from './code.ts';
import type { ShowOptions } from './format.ts';
import type { Group } from './parts.ts';
import { withoutRepeats } from './repeats.ts';

/** Returns the parts as one message, with at most `maxText` code points. */
export function compose(groups: readonly Group[], options: ShowOptions = {}): Message {
  const { images = 'link', marks = true, mentions = true, maxText = 8000 } = options;
  const unique = withoutRepeats(groups);
  const all = images === 'file' ? unique.flatMap(({ parts }) => parts) : [];
  const file = all.find(({ image = '' }) => isWeb(image));
  const shown = unique
    .map(({ parts, mark = '' }) => ({
      mark: marks ? mark : '',
      text: joinLines(
        parts
          .filter((part) => part !== file && (images !== 'none' || part.image === undefined))
          .map(({ text }) => text),
      ),
    }))
    .filter(({ text }) => text !== '');
  const used = shown.flatMap(({ mark }) => mark || []);
  // Each of several attachments has its own mark, unless all have the same.
  const isOne = new Set(used).size === 1;
  const texts = shown.map(({ text, mark }, n) => withMark(text, isOne ? (n === 0 ? used[0] : '') : mark));
  // Empty lines between, if several have several lines.
  const isLong = shown.filter(({ text }) => text.includes('\n')).length > 1;
  const text = texts.join(isLong ? '\n\n' : '\n').replace(/\n{3,}/g, '\n\n');
  const quiet = mentions ? text : text.replace(/(?<![\w/])@(?=\w)/g, '@\u200b');
  return {
    text: isVisible(quiet) ? shorten(quiet, maxText) : '',
    ...(file?.image !== undefined && { fileUrl: new URL(file.image).href }),
  };
}

function joinLines(texts: readonly string[]): string {
  return texts
    .map((text) => closed(text.replace(/^\n+/, '').trimEnd()))
    .filter(isVisible)
    .join('\n');
}

/** Returns whether the text has a character to see: an invisible one is the usual spacer of Discord, which takes no empty field. */
function isVisible(text: string): boolean {
  return /[^\s\p{C}]/u.test(text);
}

/** Puts the mark before the text, unless the first line begins with an emoji or has the mark. */
function withMark(text: string, mark = ''): string {
  const [first = ''] = text.split('\n', 1);
  const isMarked =
    first.includes(mark) || /^[*_~]*(?:<[^|>]*\|[*_~]*)?(?:\p{Extended_Pictographic}|:[\w+-]+:)/u.test(first);
  return isMarked ? text : `${mark} ${text}`;
}

/** Returns the text with at most `max` code points. The end says how many are missing. */
function shorten(text: string, max: number): string {
  const total = lengthOf(text);
  if (total <= max) return text;
  const end = (missing: number) => ` and ${missing} more characters`;
  // As long as the longest end, with the fence that closes an open one.
  const room = max - end(total).length - 4;
  if (room < 20) return truncate(text, max);
  const start = truncate(text, room);
  return closed(start) + end(total - lengthOf(start) + 1);
}

/** Returns the length in code points. */
function lengthOf(text: string): number {
  return text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, ' ').length;
}
