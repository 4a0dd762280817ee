import { emoji } from './emoji.ts';

/** A part of a line of a message. */
export type Inline =
  | { readonly kind: 'text' | 'code' | 'tag'; readonly text: string }
  | { readonly kind: Style; readonly content: readonly Inline[] }
  | { readonly kind: 'link'; readonly href: string; readonly text: string }
  | { readonly kind: 'emoji'; readonly text: string; readonly name: string }
  /** A user by name, a user by id as Chat stores mentions, or a group. */
  | { readonly kind: 'mention'; readonly name: string; readonly userId?: number };

type Style = 'bold' | 'italic' | 'strike';

const styleMarks = new Map<string, Style>([
  ['*', 'bold'],
  ['_', 'italic'],
  ['~', 'strike'],
]);

// Each pattern is sticky and matches a text in a single way, so parsing stays linear.
const webAddress = /https?:\/\/[^\s<>|]+/iy;
const markedLink = /<(https?:\/\/[^\s<>|]+)(?:\|([^<>\n]*))?>/iy;
const inlineCode = /`([^`\n]+)`/y;
const mentionMark = /@(?:u:(\d{1,15})(?!\d)|([\p{L}\p{N}_][\p{L}\p{N}_.-]{0,99}))/uy;
const tagMark = /#[\p{L}\p{N}_][\p{L}\p{N}_-]{0,99}/uy;
const shortName = /:([a-z0-9_+-]{1,40}):/y;
const plainText = /[^*_~`<@#:h\n]+/iy;

interface Open {
  readonly style: Style;
  /** The index of the opening mark among the parts. */
  readonly at: number;
}

export function parseInline(text: string): Inline[] {
  const parts: Inline[] = [];
  // At most one entry for each style, so closing a style reads few parts again.
  let open: Open[] = [];
  let position = 0;

  const plain = (piece: string) => {
    parts.push({ kind: 'text', text: piece });
    position += piece.length;
  };

  while (position < text.length) {
    const character = text.charAt(position);
    const match = character === '\n' ? undefined : readAt(text, position);
    const style = styleMarks.get(character);
    if (match) {
      parts.push(match.part);
      position += match.length;
    } else if (style) {
      const opener = open.find((each) => each.style === style);
      if (opener && opener.at < parts.length - 1 && closes(text, position)) {
        const content = parts.splice(opener.at).slice(1);
        parts.push({ kind: style, content: mergeTexts(content) });
        open = open.slice(0, open.indexOf(opener));
        position += 1;
      } else {
        if (!opener && opens(text, position)) open.push({ style, at: parts.length });
        plain(character);
      }
    } else {
      // A line break ends every open style.
      if (character === '\n') open = [];
      plain(matchAt(plainText, text, position)?.[0] ?? character);
    }
  }
  return mergeTexts(parts);
}

function readAt(text: string, position: number): { part: Inline; length: number } | undefined {
  const character = text.charAt(position);
  const isAfterWord = isWord(text.charAt(position - 1));
  if (character === '<') {
    const [whole, address = '', label = ''] = matchAt(markedLink, text, position) ?? [];
    return whole === undefined ? undefined : link(address, label.trim() === '' ? address : label.trim(), whole.length);
  }
  if (character === '`') {
    const [whole, code = ''] = matchAt(inlineCode, text, position) ?? [];
    return whole === undefined ? undefined : { part: { kind: 'code', text: code }, length: whole.length };
  }
  if (character === ':') {
    const [whole, name = ''] = matchAt(shortName, text, position) ?? [];
    const symbol = emoji(name);
    return whole && symbol ? { part: { kind: 'emoji', text: symbol, name: whole }, length: whole.length } : undefined;
  }
  if (isAfterWord) return undefined;
  if (character === 'h' || character === 'H') {
    const address = withoutSentence(matchAt(webAddress, text, position)?.[0] ?? '');
    // Return an invalid address as plain text: otherwise each of the letters would start another search.
    return link(address, address, address.length) ?? asText(address);
  }
  if (character === '@') {
    const [whole, id, name = ''] = matchAt(mentionMark, text, position) ?? [];
    if (whole === undefined) return undefined;
    if (id !== undefined)
      return { part: { kind: 'mention', name: whole.slice(1), userId: Number(id) }, length: whole.length };
    const [userName = ''] = /^.*[^.-]/u.exec(name) ?? [];
    return { part: { kind: 'mention', name: userName }, length: 1 + userName.length };
  }
  if (character === '#' && (position === 0 || /\s/.test(text.charAt(position - 1)))) {
    const whole = matchAt(tagMark, text, position)?.[0];
    return whole === undefined ? undefined : { part: { kind: 'tag', text: whole }, length: whole.length };
  }
  return undefined;
}

function matchAt(pattern: RegExp, text: string, position: number): RegExpExecArray | null {
  pattern.lastIndex = position;
  return pattern.exec(text);
}

function link(address: string, text: string, length: number): { part: Inline; length: number } | undefined {
  return URL.canParse(address) ? { part: { kind: 'link', href: new URL(address).href, text }, length } : undefined;
}

function asText(text: string): { part: Inline; length: number } | undefined {
  return text === '' ? undefined : { part: { kind: 'text', text }, length: text.length };
}

/** A full stop, a closing bracket or a mark after an address belongs to the sentence. */
function withoutSentence(address: string): string {
  let end = address.length;
  while (end > 0 && '.,;:!?\'")]}*~_'.includes(address.charAt(end - 1))) end -= 1;
  const isPath = address.charAt(end) === ')' && address.slice(0, end).includes('(');
  return address.slice(0, isPath ? end + 1 : end);
}

function opens(text: string, position: number): boolean {
  const next = text.charAt(position + 1);
  return !isWord(text.charAt(position - 1)) && next !== '' && next !== text.charAt(position) && !/\s/.test(next);
}

function closes(text: string, position: number): boolean {
  return !/\s/.test(text.charAt(position - 1)) && !isWord(text.charAt(position + 1));
}

function isWord(character: string): boolean {
  return /[\p{L}\p{N}]/u.test(character);
}

/** Joins neighbouring plain texts. */
function mergeTexts(parts: readonly Inline[]): Inline[] {
  const result: Inline[] = [];
  let run: string[] = [];
  const flush = () => {
    if (run.length > 0) result.push({ kind: 'text', text: run.join('') });
    run = [];
  };
  for (const part of parts) {
    if (part.kind === 'text') {
      run.push(part.text);
    } else {
      flush();
      result.push(part);
    }
  }
  flush();
  return result;
}
