import { type FormattedContent, parseMarkdown } from 'chat';
import { plain } from 'synochat';
import { linkTo } from 'synochat/relay';

type Node = FormattedContent | FormattedContent['children'][number];

/** The addresses that a text in Markdown defines apart from its links: `[log]: https://a.example`. */
interface Definitions {
  readonly addresses: ReadonlyMap<string, string>;
  /** The identifiers of the links before. */
  readonly used: Set<string>;
}

const marks: Readonly<Record<string, string>> = { heading: '*', strong: '*', emphasis: '_', delete: '~' };

/** Returns a text in Markdown in Chat's markup. */
export function fromMarkdown(markdown: string): string {
  return renderTree(parseMarkdown(markdown));
}

/** Returns a tree of Markdown in Chat's markup, by the rules of `toChatMarkup`. */
export function renderTree(root: Node): string {
  const children: readonly Node[] = 'children' in root ? root.children : [];
  const addresses = children.flatMap((child) =>
    child.type === 'definition' ? [[child.identifier, child.url] as const] : [],
  );
  // The first of several definitions counts.
  return renderNode(root, { addresses: new Map(addresses.reverse()), used: new Set() });
}

/** `shown` has the marks around the node: Chat shows a mark within its like, and each mark in the label of a link. */
function renderNode(node: Node, definitions: Definitions, shown = ''): string {
  const children: readonly Node[] = 'children' in node ? node.children : [];
  const inside = (between = '', more = '') =>
    children
      .map((child) => renderNode(child, definitions, shown + more))
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
          return `${point} ${renderNode(item, definitions, shown).replaceAll('\n', '\n  ')}`;
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
    case 'linkReference':
    case 'imageReference': {
      definitions.used.add(node.identifier);
      const label = node.type === 'imageReference' ? (node.alt ?? '') : inside('', '*_~');
      return linkTo(definitions.addresses.get(node.identifier) ?? '', label);
    }
    // In a stream, the link may be in an earlier post.
    case 'definition':
      return definitions.used.has(node.identifier)
        ? ''
        : `[${plain(node.label ?? node.identifier)}]: ${linkTo(node.url)}`;
    case 'footnoteReference':
      return `[${plain(node.label ?? node.identifier)}]`;
    case 'footnoteDefinition':
      return `[${plain(node.label ?? node.identifier)}]: ${inside('\n')}`;
    case 'thematicBreak':
      return '—';
    case 'break':
      return '\n';
    default:
      return 'value' in node ? plainText(node.value) : inside();
  }
}

/** Returns a text without links. A mention `<@4>` stays, because its name is fetched later. */
export function plainText(text: string): string {
  return plain(text).replace(/<\u200b(?=@\d+>)/g, '<');
}

/** Returns code that is no link, should an odd fence elsewhere turn the code into prose. */
function harmless(code: string): string {
  return code.replace(/<(?=[!@#]|https?:)/gi, plain);
}
