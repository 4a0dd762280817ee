import { plain } from '../index.ts';

/** Fenced code, up to the end of the text if the fence stays open; a link, whose label may hold code; a code span of one line. */
const codeForms = /(```[^]*?(?:```|$)|<https?:[^<>\n]*>|`[^`\n]+`)/;

/** Returns the text with the one change in code, and the other everywhere else. */
export function convertAround(text: string, prose: (text: string) => string, inCode: (code: string) => string): string {
  return text
    .split(codeForms)
    .map((part, n) => (n % 2 === 0 || part.startsWith('<') ? prose(part) : inCode(part)))
    .join('');
}

/**
 * Returns code in which no bracket can open a link, should an odd fence elsewhere turn the code into prose. Other brackets stay
 * as they are: readers copy code.
 */
export function plainCode(code: string): string {
  return code.replace(/<(?=[!@#]|[a-z][a-z\d+.-]*:(?!:))/gi, plain);
}

/** Returns the text with its last fence closed, so that the following parts are no code. */
export function closed(text: string): string {
  return text.split('```').length % 2 === 0 ? `${text}\n\`\`\`` : text;
}

/** Returns the text with the bold marks of Markdown as Chat's: tools write them also where no Markdown is read. */
export function withSingleMarks(text: string): string {
  return text.replace(/\*{2,3}([^*\n]+)\*{2,3}/g, '*$1*');
}
