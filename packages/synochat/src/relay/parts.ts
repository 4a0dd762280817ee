import { plain } from '../index.ts';
import { isWeb, type LabelKind, linkTo, oneLine, unlinked } from './address.ts';
import { bounds, type Members, recordsOf, wordsOf } from './words.ts';

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
export function imagePart(address: unknown, description = ''): Part {
  const image = wordsOf(address);
  return { text: isWeb(image) ? linkTo(image, `🖼 ${description || 'image'}`, 'name') : '', image };
}

/** Returns a file as a part: an image, or a link with its name. */
export function filePart(address: unknown, name = ''): Part {
  const url = wordsOf(address);
  if (/\.(?:png|jpe?g|gif|webp)$/i.test(url.replace(/[?#].*$/s, ''))) return imagePart(url, name);
  return { text: isWeb(url) ? linkTo(url, `📎 ${name === '' ? 'attachment' : name}`, 'name') : '' };
}

/** Returns words as a bold line. */
export function bold(words: string): string {
  const line = oneLine(words);
  // Without its stars, a bracket in code could open a link. A line that ends with a link of its own needs no marks.
  const isMarked = line === '' || line.includes('<http') || (line.includes('`') && line.includes('*'));
  return isMarked ? line : `*${line.replaceAll('*', '')}*`;
}

/** Returns a title: a link if there is an address, otherwise bold. Words of an address are beside the link. */
export function titlePart(title: string, address?: unknown, kind: LabelKind = 'title'): Part {
  const words = oneLine(unlinked(title));
  const url = wordsOf(address).trim();
  return { text: words !== '' && isWeb(url) ? linkTo(url, words, kind) : bold(title), kind: 'title', words };
}

/** Returns the address of a notification, if no title links to the address. An address that the text has is a repeat. */
export function addressPart(url: string, title: string): Part {
  return { text: title === '' && isWeb(url) ? linkTo(url) : '', kind: 'lead', words: url };
}

/** Returns a field as a line: `*Title:* value`. A value of several lines stands below its title, a value without a title alone. */
export function fieldPart(title: string, value: string): Part {
  // Discord takes no empty title, so tools send an invisible one.
  const name = /[^\s\u200b\u2800]/.test(title) ? title.trim().replace(/:$/, '') : '';
  const words = value.trim();
  if (name === '' || words === '') return { text: words || bold(name) };
  return {
    text: bold(`${name}:`) + (words.includes('\n') ? '\n' : ' ') + words,
    // Some tools send their sentence as a field, and again as the text.
    ...(/^message$/i.test(name) && { kind: 'saying', words }),
  };
}

/** Returns the buttons with an address as one line of links. Others are dropped: nobody could answer them. */
export function buttonsPart(buttons: unknown): Part {
  const links = recordsOf(buttons, bounds.buttons)
    .filter(({ url }) => isWeb(wordsOf(url).trim()))
    .map(({ url, text, label, name }) => linkTo(wordsOf(url), wordsOf(text ?? label ?? name)));
  return { text: links.join(' · ') };
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
