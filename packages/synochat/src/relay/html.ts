import { toMarkup } from './markup.ts';
import { withoutEntities } from './references.ts';

/**
 * Returns HTML in Chat's markup: links, bold and italic words, lines and items of lists. Other tags, styles and scripts are
 * dropped. The time is linear in the length of any text.
 */
export function fromHtml(html: string): string {
  let hidden = false;
  let bold = '';
  let address = '';
  const convertTag = (tag: string): string => {
    const [, end, name = ''] = /^<(\/?)(\w*)/.exec(tag.toLowerCase()) ?? [];
    if (/^(?:style|script|title)$/.test(name)) hidden = end === '';
    if (hidden) return '';
    if (/^(?:b|strong)$/.test(name)) {
      bold = end === '' ? '**' : '';
      return '**';
    }
    if (/^(?:i|em)$/.test(name)) return '*';
    if (name === 'img') return `![${escaped(attribute(tag, 'alt'))}](<${attribute(tag, 'src')}>)`;
    if (name === 'a' && end === '') address = attribute(tag, 'href');
    if (name === 'a') return end === '' ? '[' : `](<${address}>)`;
    if (name === 'td') return ' ';
    if (!/^(?:br|p|div|tr|li|ul|ol|table|hr|h\d|blockquote|pre)$/.test(name)) return '';
    const beginning = name === 'li' ? '- ' : /^h\d/.test(name) ? '# ' : '';
    return `${bold}\n${end === '' ? beginning : ''}${bold}`;
  };
  const markdown = html
    .replace(/\s+/g, ' ')
    // Marks stand at words, not at blanks.
    .replace(/ ((?:<\/(?:b|strong|i|em|a)>)+)/gi, '$1 ')
    .replace(/(<(?:b|strong|i|em|a)\b[^<>]*>) /gi, ' $1')
    .split(/(<[/a-z!][^<>]*>)/i)
    .map((part, n) => (n % 2 > 0 ? convertTag(part) : hidden ? '' : escaped(part)))
    .join('')
    // Of bold words that go over several lines, each line is bold.
    .replaceAll('****', '')
    .replace(/\s+/g, (blanks) => (blanks.includes('\n') ? '\n' : ' '));
  return toMarkup(markdown.trim(), 'markdown');
}

/** Returns the text without marks of Markdown, as entities. */
function escaped(text: string): string {
  return text.replace(/[-*_~`[\]|\\#+>=]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

function attribute(tag: string, name: string): string {
  const [, quoted, bare = quoted ?? ''] =
    new RegExp(`\\s${name}\\s?=\\s?(?:["']([^"']*)|([^\\s"'>]+))`, 'i').exec(tag) ?? [];
  return withoutEntities(bare);
}
