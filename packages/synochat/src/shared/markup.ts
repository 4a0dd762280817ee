import { assert, assertText } from './assert.ts';

/**
 * Chat's markup for a link: `<url|label>`, or `<url>` without a label.
 *
 * Source: Synology's help page on Chat integrations. A `|` or `>` inside would end the link early, and there is no
 * documented escape: in the address they are percent-encoded, in the label replaced by look-alikes.
 * Throws a `TypeError` if the address is neither a text nor a `URL`, and for a label that is no text.
 *
 * @param label The text that the reader sees instead of the address.
 *
 * @example
 * ```ts
 * respond(`Deployed: ${link('https://ci.example/runs/7', 'the log')}`);
 * ```
 */
export function link(url: string | URL, label?: string): string {
  assert(typeof url === 'string' || url instanceof URL, 'The address of a link', 'a text or a URL', url);
  if (label !== undefined) assertText('The label of a link', label);
  const address = String(url).replace(/[<>|\s]/g, encodeURIComponent);
  return label === undefined ? `<${address}>` : `<${address}|${label.replaceAll('>', '›').replaceAll('|', '¦')}>`;
}

/**
 * The same text with a zero-width space after each `<`, so that a stranger's text cannot pose as a link.
 *
 * Unconfirmed on a NAS: no escape is documented, and this is the only break that leaves the text readable.
 * Throws a `TypeError` for what is no text.
 *
 * @example
 * ```ts
 * respond(`${plain(user.name)} asks: ${plain(rest)}`);
 * ```
 */
export function plain(text: string): string {
  assertText('The text', text);
  return text.replaceAll('<', '<\u200b');
}
