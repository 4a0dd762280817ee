import { type Inline, parseInline } from './markup-inline.ts';

/** A part of a message's text. */
export type Block =
  | { readonly kind: 'text'; readonly content: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | { readonly kind: 'list'; readonly items: readonly (readonly Inline[])[] };

/**
 * Returns the markup of a message as data. The page makes elements of the data, so nothing in a message can become
 * markup of the page. Every character is read a bounded number of times.
 */
export function parseMarkup(text: string): Block[] {
  const rest = /^>>>/m.exec(text);
  // Inside a block of code, `>>>` is plain text.
  if (!rest || text.slice(0, rest.index).split(fence).length % 2 === 0) return parseFences(text);
  const before = text.slice(0, rest.index).replace(/\n$/, '');
  const quotation = text.slice(rest.index + 3).replace(/^ /, '');
  return [...parseFences(before), { kind: 'quote', blocks: parseFences(quotation) }];
}

const fence = '```';

function parseFences(text: string): Block[] {
  const parts = text.split(fence);
  // A fence without an end is plain text.
  if (parts.length % 2 === 0) parts.push([parts.pop(), parts.pop()].reverse().join(fence));
  return parts.flatMap((part, at): Block[] => {
    if (at % 2 === 1) return [{ kind: 'code', text: withoutEdges(part, true, true) }];
    return parseLines(withoutEdges(part, at > 0, at < parts.length - 1));
  });
}

/** A line break beside a fence belongs to the fence. */
function withoutEdges(text: string, first: boolean, last: boolean): string {
  const start = first && text.startsWith('\n') ? 1 : 0;
  const end = last && text.length > start && text.endsWith('\n') ? text.length - 1 : text.length;
  return text.slice(start, end);
}

const lineKinds = [
  { kind: 'quote', mark: /^> ?/ },
  { kind: 'list', mark: /^\* +(?=\S)/ },
  { kind: 'text', mark: /^/ },
] as const;

function parseLines(text: string): Block[] {
  if (text === '') return [];
  const groups: { kind: (typeof lineKinds)[number]['kind']; lines: string[] }[] = [];
  for (const line of text.split('\n')) {
    const { kind, mark } = lineKinds.find((each) => each.mark.test(line)) ?? lineKinds[2];
    const last = groups.at(-1);
    const content = line.replace(mark, '');
    if (last?.kind === kind) last.lines.push(content);
    else groups.push({ kind, lines: [content] });
  }
  return groups.map(({ kind, lines }): Block => {
    if (kind === 'list') return { kind, items: lines.map(parseInline) };
    const block: Block = { kind: 'text', content: parseInline(lines.join('\n')) };
    return kind === 'quote' ? { kind, blocks: [block] } : block;
  });
}
