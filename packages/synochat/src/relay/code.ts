import { plain } from '../index.ts';
import type { Dialect } from './dialect.ts';
import { showReference, withoutEntities } from './references.ts';

/**
 * Returns code in which no bracket can open a link, should an odd fence elsewhere turn the code into prose. Other brackets stay
 * as they are: readers copy code. Slack shows references in code too.
 */
export function convertCode(code: string, from: Dialect): string {
  const shown =
    from === 'mrkdwn'
      ? code.replace(references, (token, inside?: string) =>
          inside === undefined ? withoutEntities(token) : showReference(inside, from, labelAndAddress),
        )
      : code;
  return shown.replace(/<(?=[!@#]|[a-z][a-z\d+.-]*:(?!:))/gi, plain);
}

/** A reference in angle brackets, or an entity. */
const references = /<((?:[@#!]|https?:|mailto:)[^<>\n]*)>|&\w+;/g;

/** Chat would show the marks of a link in code. */
function labelAndAddress(url: string, label?: string): string {
  return label ? `${label} (${url})` : url;
}

/** Returns the text with its last fence closed, so that the following parts are no code. */
export function closed(text: string): string {
  return text.split('```').length % 2 === 0 ? `${text}\n\`\`\`` : text;
}
