import { toMarkup } from './markup.ts';

/**
 * Returns HTML in Chat's markup: links, images as links, bold and italic words, headings, lines and items of lists. Other tags,
 * styles and scripts are dropped. The time is linear in the length of any text.
 */
export function fromHtml(html: string): string {
  let isHidden = false;
  let bold = '';
  let link = '';
  const convertTag = (tag: string): string => {
    const [, end, name = ''] = /^<(\/?)(\w*)/.exec(tag.toLowerCase()) ?? [];
    const isBegin = end === '';
    if (/^(?:style|script)$/.test(name)) isHidden = isBegin;
    if (/^(?:b|strong)$/.test(name)) {
      bold = isBegin ? '**' : '';
      return '**';
    }
    if (/^(?:i|em)$/.test(name)) return '*';
    const [, address = ''] = /\s(?:href|src) ?= ?["']?([^\s"'>]+)/i.exec(tag) ?? [];
    if (name === 'img') return `![](<${address}>)`;
    if (name === 'a' && isBegin) link = address;
    if (name === 'a') return isBegin ? '[' : `](<${link}>)`;
    if (!/^(?:br|p|div|tr|li|ul|ol|table|hr|h\d|blockquote|pre)$/.test(name)) return name === 'td' ? ' ' : '';
    const beginning = name === 'li' ? '- ' : /\d/.test(name) ? '# ' : '';
    return `${bold}\n${isBegin ? beginning : ''}${bold}`;
  };
  const markdown = html
    .replace(/\s+/g, ' ')
    // Marks stand at words, not at blanks.
    .replace(/ ((?:<\/(?:b|strong|i|em|a)>)+)/gi, '$1 ')
    .replace(/(<(?:b|strong|i|em|a)\b[^<>]*>) /gi, ' $1')
    .split(/(<[/a-z!][^<>]*>)/i)
    .map((part, n) => (n % 2 > 0 ? convertTag(part) : isHidden ? '' : part.replace(/[-*_~`[\]|\\#+>=]/g, asEntity)))
    .join('')
    // Of bold words that go over several lines, each line is bold.
    .replaceAll('****', '')
    .replace(/\s+/g, (blanks) => (blanks.includes('\n') ? '\n' : ' '));
  return toMarkup(markdown.trim(), 'markdown');
}

/** Returns the character as an entity, which is no mark of Markdown. */
function asEntity(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}
