import { type Message, truncate } from '../index.ts';
import { isWeb } from './address.ts';
import { closed } from './code.ts';
import type { ShowOptions } from './format.ts';
import type { Group } from './parts.ts';
import { withoutRepeats } from './repeats.ts';

/** Returns the parts as one message, with at most `maxText` code points. */
export function compose(groups: readonly Group[], options: ShowOptions = {}): Message {
  const { images = 'link', marks = true, mentions = true, maxText = 8000 } = options;
  const kept = withoutRepeats(groups);
  const file =
    images === 'file' ? kept.flatMap(({ parts }) => parts).find(({ image }) => isWeb(image ?? '')) : undefined;
  const shown = kept
    .map(({ parts, mark = '' }) => ({
      text: parts
        .filter((part) => part !== file && (part.image === undefined || images !== 'none'))
        .map(({ text }) => closed(text.replace(/^\n+/, '').trimEnd()))
        .filter((text) => text !== '')
        .join('\n'),
      mark: marks ? mark : '',
    }))
    .filter(({ text }) => text !== '');
  const different = new Set(shown.map((group) => group.mark).filter(Boolean));
  // Each of several attachments has its own mark, unless all have the same.
  const [only = ''] = different.size === 1 ? different : [];
  const text =
    only === ''
      ? joined(shown.map((group) => withMark(group.text, group.mark)))
      : withMark(joined(shown.map((group) => group.text)), only);
  const quiet = mentions ? text : text.replace(/(?<![\w/])@(?=\w)/g, '@\u200b');
  return {
    text: shorten(isBlank(quiet) ? '' : quiet, maxText),
    ...(file?.image !== undefined && { fileUrl: new URL(file.image).href }),
  };
}

/** Returns the texts as one, with empty lines between if several have several lines. */
function joined(texts: readonly string[]): string {
  const isLong = texts.filter((text) => text.includes('\n')).length > 1;
  return texts.join(isLong ? '\n\n' : '\n').replace(/\n{3,}/g, '\n\n');
}

function isBlank(text: string): boolean {
  return /^[\s\p{C}]*$/u.test(text);
}

/** Puts the mark before the text, unless the first line begins with an emoji or has the mark. */
function withMark(text: string, mark = ''): string {
  const [first = ''] = text.split('\n', 1);
  const start = first.replace(/^[*_~]*(?:<[^|>]*\|)?[*_~]*/, '');
  const isMarked = first.includes(mark) || /^(?:\p{Extended_Pictographic}|:[\w+-]+:)/u.test(start);
  return isMarked ? text : `${mark} ${text}`;
}

/** Returns the text with at most `max` code points. The end says how many are missing. */
function shorten(text: string, max: number): string {
  const total = lengthOf(text);
  if (total <= max) return text;
  // As long as the longest end, with the fence that closes an open one.
  const room = max - `\n\`\`\` and ${total} more characters`.length;
  if (room < 20) return truncate(text, max);
  const kept = truncate(text, room);
  return `${closed(kept)} and ${total - lengthOf(kept) + 1} more characters`;
}

function lengthOf(text: string): number {
  // Two units that stand for one character count as one.
  return text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);
}
