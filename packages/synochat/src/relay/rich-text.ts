import { plain } from '../index.ts';
import { linkTo } from './address.ts';
import { isMembers, type Members, recordOf, wordsOf } from './words.ts';

/** Returns the elements of Slack's rich text in Chat's markup. Source of the shapes: `@slack/types`, block-kit/blocks.d.ts. */
export function richText(elements: unknown): string {
  return recordsIn(elements).map(richLine).filter(Boolean).join('\n');
}

function richLine(element: Members): string {
  const { type, elements, style, offset, indent } = element;
  if (type === 'rich_text_list') {
    const first = typeof offset === 'number' ? offset + 1 : 1;
    const blanks = '  '.repeat(typeof indent === 'number' ? Math.min(Math.max(indent, 0), 8) : 0);
    const items = recordsIn(elements).map(richLine);
    return items.map((item, n) => `${blanks}${style === 'ordered' ? `${first + n}.` : '•'} ${item}`).join('\n');
  }
  const runs = runsOf(elements);
  if (type === 'rich_text_preformatted') return `\`\`\`\n${plainRuns(elements)}\n\`\`\``;
  return type === 'rich_text_quote' ? runs.replace(/^/gm, '> ') : runs;
}

/** Returns the runs, each in its style. Equal styleMarks of two neighbours are kept apart: Chat shows a double mark. */
function runsOf(elements: unknown): string {
  let text = '';
  for (const run of recordsIn(elements)) {
    const next = styled(runOf(run), recordOf(run['style']));
    const touches = /[*_~`]$/.test(text) && text.at(-1) === next.charAt(0);
    text += touches ? `\u200b${next}` : next;
  }
  return text;
}

function runOf(run: Members): string {
  return run['type'] === 'link' ? linkTo(wordsOf(run['url']), wordsOf(run['text'])) : plain(wordsOfRun(run));
}

function wordsOfRun(run: Members): string {
  const { type, text, name, range, fallback } = run;
  if (type === 'emoji') return `:${wordsOf(name)}:`;
  if (type === 'broadcast') return `@${wordsOf(range)}`;
  if (type === 'user' || type === 'usergroup') return `@${wordsOf(run[`${type}_id`])}`;
  if (type === 'channel') return `#${wordsOf(run['channel_id'])}`;
  return wordsOf(text ?? fallback ?? run['value']);
}

/** Returns code without the styleMarks of links. */
function plainRuns(elements: unknown): string {
  return recordsIn(elements)
    .map(({ url, text }) => plain(wordsOf(text ?? url)))
    .join('');
}

const styleMarks = [
  ['code', '`'],
  ['strike', '~'],
  ['italic', '_'],
  ['bold', '*'],
] as const;

/** Puts styleMarks around the words, not around the blanks at their ends. */
function styled(text: string, style: Members): string {
  const words = text.trim();
  if (words === '' || words.includes('\n')) return text;
  let inner = words;
  for (const [name, mark] of styleMarks) if (style[name] === true) inner = mark + inner + mark;
  return text.replace(words, () => inner);
}

function recordsIn(elements: unknown): Members[] {
  return Array.isArray(elements) ? elements.filter(isMembers) : [];
}
