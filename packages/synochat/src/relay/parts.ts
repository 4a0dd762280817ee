import { plain } from '../index.ts';
import { isWeb, linkTo } from './address.ts';
import { convertAround } from './code.ts';
import { type Members, wordsOf } from './words.ts';

/** Lines of a message. */
export interface Part {
  /** In Chat's markup. */
  readonly text: string;
  /** Tells whether the part may be a repeat: see `withoutRepeats`. */
  readonly kind?: 'lead' | 'prose' | 'saying' | 'title' | undefined;
  /** The words that are compared. Default: the text. */
  readonly words?: string | undefined;
  /** The address, if the part is an image. */
  readonly image?: string | undefined;
}

/** Parts that belong together, such as an attachment, with the mark of their colour. */
export interface Group {
  readonly parts: readonly Part[];
  readonly mark?: string | undefined;
}

/** Returns an image as a part: a link with its description. */
export function imagePart(url: string, description: string): Part {
  return { text: isWeb(url) ? linkTo(url, `🖼 ${description || 'image'}`) : '', image: url };
}

/** Returns a file as a part: an image, or a link with its name. */
export function filePart(url: string, name = ''): Part {
  if (/\.(?:png|jpe?g|gif|webp)$/i.test(url.replace(/[?#].*$/s, ''))) return imagePart(url, name);
  return { text: isWeb(url) ? linkTo(url, `📎 ${name || 'attachment'}`) : '' };
}

/** Returns words as a bold line. Stars in code stay: without the stars, a bracket before them could open a link. */
export function bold(words: string): string {
  const line = convertAround(
    oneLine(words),
    (prose) => prose.replaceAll('*', ''),
    (code) => code,
  );
  // A line that ends with a link of its own needs no marks.
  return line === '' || line.includes('<http') ? line : `*${line}*`;
}

/** Returns a title: a link if there is an address, otherwise bold. Words of an address are beside the link. */
export function titlePart(words: string, url: string): Part {
  const seen = unlinked(words);
  const linked = seen === '' || !isWeb(url.trim()) ? bold(words) : linkTo(url, seen);
  return { text: linked, kind: 'title', words: seen };
}

/** Returns the last line in italics. Marks around an address would become a part of the address. */
export function footerPart(footer: string): Part {
  const line = oneLine(footer.trim().replaceAll('\n', ' · '));
  return { text: line === '' || /[_<]|:\/\//.test(line) ? line : `_${line}_` };
}

/** Returns the name of the sender in bold, if the query of the address asks for the sender. */
export function senderPart({ username }: Members, query: URLSearchParams): Part {
  return { text: query.get('sender') === '1' ? bold(plain(wordsOf(username))) : '' };
}

/** Returns the text with the words of its links only. */
export function unlinked(text: string): string {
  return oneLine(text).replace(/<(https?:[^<>|]*)(?:\|([^<>]*))?>/g, (_, url: string, label?: string) => label ?? url);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
