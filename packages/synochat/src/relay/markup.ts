import { plain } from '../index.ts';
import { assertText } from '../shared/assert.ts';
import { convertCode } from './code.ts';
import type { Dialect } from './dialect.ts';
import { convertLine } from './lines.ts';

/** Returns a text of a tool in Chat's markup. Code stays, except for the language of a block, which Chat would show. */
export function toMarkup(text: string, from: Dialect): string {
  const isSlack = from === 'mrkdwn';
  const lines = text.replace(/\r\n?/g, '\n');
  // Every second part is between fences. An open fence extends to the end of the text.
  return (isSlack ? lines : lines.replace(/^ {0,3}~~~+(?=[^~\n]*$)/gm, '```'))
    .split('```')
    .map((part, n) => {
      if (n % 2 > 0) return convertCode(isSlack ? part : part.replace(/^[\w+#.-]+\n/, '\n'), from);
      return (isSlack ? part : unwrapped(part))
        .split('\n')
        .map((line) => convertLine(line, from))
        .join('\n');
    })
    .join('```');
}

/** Returns a text without markup in Chat's markup. Tools write bold words as in Markdown in such texts too. */
export function toPlain(text: string): string {
  return plain(text.replace(/\*{2,3}([^*\n]+)\*{2,3}/g, '*$1*'));
}

/** Returns Markdown in which no label and no bold words go over the end of a line, as Chat shows each line by itself. */
function unwrapped(markdown: string): string {
  return markdown
    .replace(/\[([^[\]\n]*)\n([^[\]\n]*)(?=\]\()/g, '[$1 $2')
    .replace(/\*\*(?=\S)([^*\n]*[^*\s]) *\n([^*\n]*[^*\s])\*\*/g, '**$1**\n**$2**');
}

/**
 * Returns a text of Slack (`mrkdwn`) or in Markdown in Chat's markup: bold, italic and struck words, links, headings, lists,
 * code.
 *
 * Chat's own markup for links is escaped, so that a stranger cannot post a disguised link. A link whose label names another
 * address shows both. The time is linear in the length of any text. Throws a `TypeError` for what is no text.
 *
 * @example
 * ```ts
 * await sendIncoming(webhook, toChatMarkup('**Done**: [the log](https://ci.example/7)', 'markdown'));
 * ```
 */
export function toChatMarkup(text: string, from: 'mrkdwn' | 'markdown'): string {
  assertText('The text', text);
  return toMarkup(text, from);
}
