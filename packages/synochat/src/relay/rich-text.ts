import { plain } from '../index.ts';
import { linkTo, unlinked } from './address.ts';
import { type Members, numberOf, recordOf, recordsOf, wordsOf } from './words.ts';

/** Returns the elements of Slack's rich text in Chat's markup. Source of the shapes: `@slack/types`, block-kit/blocks.d.ts. */
export function richText(elements: unknown): string {
  return recordsOf(elements).map(richLine).filter(Boolean).join('\n');
}

function richLine({ type, elements, style, offset, indent }: Members): string {
  const runs = recordsOf(elements);
  if (type === 'rich_text_list') {
    const blanks = '  '.repeat(Math.min(Math.max(numberOf(indent), 0), 8));
    const first = numberOf(offset) + 1;
    return runs
      .map((item, n) => `${blanks}${style === 'ordered' ? `${first + n}.` : '•'} ${richLine(item)}`)
      .join('\n');
  }
  if (type === 'rich_text_preformatted') return `\`\`\`\n${unlinked(runs.map(runOf).join(''))}\n\`\`\``;
  const text = runs.map(styledRun).reduce(joined, '');
  return type === 'rich_text_quote' ? text.replace(/^/gm, '> ') : text;
}

/** Returns both texts. Equal marks of two neighbours are kept apart: Chat shows a double mark. */
function joined(text: string, next: string): string {
  const touches = /[*_~`]$/.test(text) && text.at(-1) === next.charAt(0);
  return text + (touches ? '\u200b' : '') + next;
}

/** Returns a run with the marks of its style around the words, not around the blanks at their ends. */
function styledRun(run: Members): string {
  const text = runOf(run);
  const words = text.trim();
  const style = recordOf(run['style']);
  const marks = words === '' || words.includes('\n') ? [] : styleMarks.filter(([name]) => style[name] === true);
  return text.replace(words, () => marks.reduce((inner, [, mark]) => mark + inner + mark, words));
}

const styleMarks = [
  ['code', '`'],
  ['strike', '~'],
  ['italic', '_'],
  ['bold', '*'],
] as const;

function runOf(run: Members): string {
  const { type, url, text, name, fallback, value, range, channel_id: channel } = run;
  const words = wordsOf(text ?? fallback ?? value);
  if (url !== undefined) return linkTo(wordsOf(url), words);
  if (type === 'emoji') return plain(`:${wordsOf(name)}:`);
  if (type === 'channel') return plain(`#${wordsOf(channel)}`);
  const mentioned = wordsOf(range ?? run['user_id'] ?? run['usergroup_id']);
  return plain(mentioned === '' ? words : `@${mentioned}`);
}
