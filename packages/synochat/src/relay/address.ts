import { link, plain } from '../index.ts';

/** Returns whether the text is a web address. */
export function isWeb(address: string): boolean {
  return /^https?:\/\//i.test(address) && URL.canParse(address);
}

/**
 * Returns a link in Chat's markup to a stranger's address. If the label names another address, both are shown. An address
 * of another scheme becomes plain text.
 */
export function linkTo(url: string, label = ''): string {
  // Chat would take it for the begin of code.
  const address = url.trim().replaceAll('`', '%60');
  const words = linkLabel(label);
  if (!isWeb(address)) return address === '' ? words : words === '' ? plain(address) : `${words} (${plain(address)})`;
  if (words === '' || words === address) return link(address);
  return posesAs(words, address) ? `${words} (${link(address)})` : link(address, words);
}

/** Returns one line without marks, because Chat shows the marks of a label. */
function linkLabel(label: string): string {
  return plain(
    label
      .replace(/[*~`\u200b]|__/g, '')
      .replace(/\s+/g, ' ')
      .trim(),
  );
}

/** Returns whether the label names an address whose host is not that of the link. */
function posesAs(label: string, address: string): boolean {
  // Compatible letters and invisible characters read like the plain ones.
  const seen = label.normalize('NFKC').replace(/\p{C}/gu, '').toLowerCase();
  if (!/:\/\/|www\.|^[^\s/]+\.[a-z]{2,}/.test(seen)) return false;
  const [named = ''] = seen.replace(/^https?:\/\//, '').split(/[\s/?#]/, 1);
  const { host } = new URL(address);
  return named.replace(/^www\./, '') !== host.replace(/^www\./, '') || seen.lastIndexOf('://') > 5;
}
