import { link, plain } from '../index.ts';

/** Returns whether the text is a web address. */
export function isWeb(address: string): boolean {
  return /^https?:\/\//i.test(address) && URL.canParse(address);
}

/**
 * Returns a link in Chat's markup to a stranger's address. If the label names another address, both are shown. An address
 * of another scheme becomes plain text.
 */
export function linkTo(url: string, label = '', isFile = false): string {
  // Chat would take it for the begin of code.
  const address = url.trim().replaceAll('`', '%60');
  // Chat shows the marks of a label.
  const words = plain(oneLine(unlinked(label).replace(/[*~`\u200b]|__/g, '')));
  if (!isWeb(address)) return address === '' ? words : words === '' ? plain(address) : `${words} (${plain(address)})`;
  if (words === '' || words === address) return link(address);
  // The name of a file looks like a host.
  const isName = isFile && !/[/:]|www/i.test(words.normalize('NFKC'));
  return !isName && posesAs(words, address) ? `${words} (${link(address)})` : link(address, words);
}

/** Returns whether a word of the label names an address whose host is not that of the link. */
function posesAs(label: string, address: string): boolean {
  // Compatible letters and invisible characters read like the plain ones.
  const seen = label.normalize('NFKC').replace(/\p{C}/gu, '').replaceAll('。', '.').toLowerCase();
  if (!/[.:]/.test(seen)) return false;
  const { host, hostname } = new URL(address);
  return seen.split(/[^\p{L}\p{N}.:/?#_-]+/u).some((word) => {
    const [, named = ''] = /^(?:\w+:\/\/)?(?:www\.)?([^/?#]*)/.exec(word.replace(/[.:]+$/, '')) ?? [];
    const isAddress = /:\/\/|^www\./.test(word) || /\.\p{L}{2,}(?::\d+)?$/u.test(named);
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
