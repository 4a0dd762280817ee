import { type FormattedContent, parseMarkdown } from 'chat';
import { plain } from 'synochat';
import { linkTo } from 'synochat/relay';

type Node = FormattedContent | FormattedContent['children'][number];

const marks: Readonly<Record<string, string>> = { heading: '*', strong: '*', emphasis: '_', delete: '~' };

/** Returns a text in Markdown in Chat's markup. */
export function fromMarkdown(markdown: string): string {
  return renderTree(parseMarkdown(markdown));
}

/**
 * Returns a tree of Markdown in Chat's markup, by the rules of `toChatMarkup`. `shown` has the marks around the node: Chat
 * shows a mark within its like, and each mark in the label of a link.
 */
export function renderTree(node: Node, shown = ''): string {
  const children: readonly Node[] = 'children' in node ? node.children : [];
  const inside = (between = '', more = '') =>
    children
      .map((child) => renderTree(child, shown + more))
      .filter((part) => part !== '')
      .join(between);
  const mark = marks[node.type];
  if (mark !== undefined) return shown.includes(mark) ? inside() : mark + inside('', mark) + mark;
  switch (node.type) {
    case 'root':
      return inside('\n\n');
    case 'blockquote':
      return inside('\n\n').replace(/^/gm, '> ');
    case 'list':
      return children
        .map((item, n) => {
          const point = node.ordered ? `${(node.start ?? 1) + n}.` : '•';
          return `${point} ${renderTree(item, shown).replaceAll('\n', '\n  ')}`;
        })
        .join('\n');
    case 'listItem':
      return (node.checked == null ? '' : node.checked ? '☑ ' : '☐ ') + inside('\n');
    case 'table':
      return inside('\n');
    case 'tableRow':
      return inside(' · ');
    case 'code':
      return `\`\`\`\n${harmless(node.value.replaceAll('```', "'''"))}\n\`\`\``;
    case 'inlineCode':
      return `\`${harmless(node.value.replaceAll('`', "'"))}\``;
    case 'link': {
      const label = inside('', '*_~');
      return node.url === `mailto:${label}` ? label : linkTo(node.url, label);
    }
    case 'image':
      return linkTo(node.url, node.alt ?? '');
    case 'thematicBreak':
      return '—';
    case 'break':
      return '\n';
    default:
      // The name of a mention `<@4>` is fetched later.
      return 'value' in node ? plain(node.value).replace(/<\u200b(?=@\d+>)/g, '<') : inside();
  }
}

/** Returns code that is no link, should an odd fence elsewhere turn the code into prose. */
function harmless(code: string): string {
  return code.replace(/<(?=[!@#]|https?:)/gi, plain);
}
