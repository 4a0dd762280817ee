import { link, type Message } from 'synochat';

export const imageChoices = ['link', 'file', 'none'] as const;

/** The place of an image in a message: a link in the text, the file of the message, or nowhere. */
export type ImageChoice = (typeof imageChoices)[number];

/**
 * Returns the message with its file only if the file is of one of the hosts, and else with a link. Chat itself downloads
 * the file: an address of a stranger would let the NAS fetch from its own network.
 */
export function keepFilesOf(hosts: readonly string[], message: Message): Message {
  const { fileUrl, ...rest } = message;
  if (fileUrl === undefined || isOf(hosts, String(fileUrl))) return message;
  const { text = '' } = rest;
  return { ...rest, text: `${text}${text === '' ? '' : '\n'}${link(fileUrl, '🖼')}` };
}

function isOf(hosts: readonly string[], address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host } = new URL(address);
  return /^https?:$/.test(protocol) && hosts.includes(host);
}
