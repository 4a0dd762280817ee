import { BaseFormatConverter, type FormattedContent, stringifyMarkdown, walkAst } from 'chat';
import { toChatMarkup } from 'synochat/relay';

/** Code; a link with or without a label; an address; bold, italic and struck words. */
const inlineMarks =
  /`([^`\n]+)`|<(https?:\/\/[^\s<>|]+)(?:\|([^<>\n]+))?>|(https?:\/\/[^\s<>]*[\w/=&%-])|(?<![\w*])\*([^*\n]+)\*(?![\w*])|(?<![\w_])_([^_\n]+)_(?![\w_])|(?<![\w~])~([^~\n]+)~(?![\w~])/g;

/** A mention of the SDK. Markdown's escape of its first character belongs to it. */
const mention = /\\?<@(\d+)>/g;

type Content = FormattedContent['children'][number];

/** Converts between Chat's markup and Markdown's tree. */
export class SynologyFormatConverter extends BaseFormatConverter {
  /** Returns the tree of a text in Chat's markup. Markdown in the text stays text, as Chat shows it. */
  toAst(platformText: string): FormattedContent {
    // Every second part is between fences.
    const children = platformText
      .split('```')
      .flatMap((part, n): Content[] =>
        n % 2 === 1 ? [{ type: 'code', value: part.replace(/^\n|\n$/g, '') }] : paragraphsOf(part),
      );
    return { type: 'root', children };
  }

  /** Returns the tree in Chat's markup, by the rules of `toChatMarkup`. */
  fromAst(ast: FormattedContent): string {
    const shown = walkAst(ast, (node) => (node.type === 'break' ? { type: 'text', value: '\n' } : node));
    return renderMarkdown(stringifyMarkdown(shown)).trimEnd();
  }

  override fromMarkdown(markdown: string): string {
    return renderMarkdown(markdown);
  }
}

/** Returns Markdown in Chat's markup. A mention `<@4>` stays as it is, because its name is fetched later. */
export function renderMarkdown(markdown: string): string {
  return toChatMarkup(markdown.replace(mention, '{{mention:$1}}'), 'markdown').replace(
    /\{\{mention:(\d+)\}\}/g,
    '<@$1>',
  );
}

function paragraphsOf(text: string): Content[] {
  return text
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => ({ type: 'paragraph', children: inlineOf(paragraph) }) as Content);
}

function inlineOf(text: string): Content[] {
  const nodes: Content[] = [];
  let end = 0;
  for (const match of text.matchAll(inlineMarks)) {
    if (match.index > end) nodes.push({ type: 'text', value: text.slice(end, match.index) });
    nodes.push(nodeOf(match));
    end = match.index + match[0].length;
  }
  if (end < text.length) nodes.push({ type: 'text', value: text.slice(end) });
  return nodes;
}

function nodeOf([, code, url, label, bare, bold, italic, struck]: RegExpExecArray): Content {
  if (code !== undefined) return { type: 'inlineCode', value: code };
  const address = url ?? bare;
  if (address !== undefined)
    return { type: 'link', url: address, children: [{ type: 'text', value: label ?? address }] };
  const type = bold !== undefined ? 'strong' : italic !== undefined ? 'emphasis' : 'delete';
  return { type, children: inlineOf(bold ?? italic ?? struck ?? '') } as Content;
}
