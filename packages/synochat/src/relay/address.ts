import { link, plain } from '../index.ts';

/** Returns whether the text is a web address. */
export function isWeb(address: string): boolean {
  return /^https?:\/\//i.test(address) && URL.canParse(address);
}

/** The place of a label: within a text, the title of a part, or the name of a file or an event. */
export type LabelKind = 'text' | 'title' | 'name';

/**
 * Returns a link in Chat's markup to a stranger's address, with a stranger's label. If the label names another address, both
 * are shown. An address of another scheme than http and https becomes plain text.
 *
 * @param kind The place of the label: words of a text, the title of a part, or the name of a file, which looks like a host.
 *
 * @example
 * ```ts
 * linkTo('http://evil.example', 'https://bank.example'); // 'https://bank.example (<http://evil.example>)'
 * ```
 */
export function linkTo(url: string, label = '', kind: LabelKind = 'text'): string {
  // Chat would take it for the begin of code.
  const address = url.trim().replaceAll('`', '%60');
  // Chat shows the marks of a label.
  const words = plain(oneLine(unlinked(label).replace(/[*~`\u200b]|__/g, '')));
  if (!isWeb(address))
    return address === ''
      ? words
      : words === '' || words === plain(address)
        ? plain(address)
        : `${words} (${plain(address)})`;
  if (words === '' || words === address) return link(address);
  // `chart.png` and `user.created` look like hosts.
  const isName = kind === 'name' && !/[/:]|www/i.test(words.normalize('NFKC'));
  const isPose = !isName && posesAs(words, address, kind === 'title');
  return isPose ? `${words} (${link(address)})` : link(address, words);
}

/**
 * Returns whether a word of the label names an address whose host is not that of the link. The address of a title is the
 * tool's own, and alerts name their host in it: among several words of a title, a bare host counts only as the last one, without
 * a port.
 */
function posesAs(label: string, address: string, isTitle: boolean): boolean {
  // Compatible letters and invisible characters read like the plain ones.
  const seen = label.normalize('NFKC').replace(/\p{C}/gu, '').replaceAll('。', '.').toLowerCase();
  if (!/[.:]/.test(seen)) return false;
  const { host, hostname } = new URL(address);
  const parts = seen.split(/[^\p{L}\p{N}.:/?#_-]+/u).filter(Boolean);
  return parts.some((word, n) => {
    const [, named = ''] = /^(?:\w+:\/\/)?(?:www\.)?([^/?#]*)/.exec(word.replace(/(?<![.:])[.:]+$/, '')) ?? [];
    const isSubject = isTitle && parts.length > 1 && (n < parts.length - 1 || /:\d/.test(named));
    const isAddress = /:\/\/|^www\./.test(word) || (!isSubject && /\.\p{L}{2,}(?::\d+)?$/u.test(named));
    const isOther = ![host, hostname].some((each) => each.replace(/^www\./, '') === named);
    return isAddress && (isOther || word.lastIndexOf('://') > 5);
  });
}

/** Returns the text with the words of its links only. */
export function unlinked(text: string): string {
  return text.replace(/<(https?:[^<>|]*)(?:\|([^<>]*))?>/g, (_, url: string, label?: string) => label ?? url);
}

/** Returns the words with one blank between each two. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
