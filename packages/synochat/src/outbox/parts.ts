import { link, type Message, splitText } from '../index.ts';
import type { StoredMessage } from './store.ts';

/** Returns the parts that are to be posted: a killed process continues a long text with the next part. */
export function partsOf({ message, remaining }: StoredMessage, maxText: number | undefined): readonly Message[] {
  if (remaining) return remaining;
  const { text = '', fileUrl, attachments } = message;
  const texts = splitText(text, maxText).filter((part) => part.trim());
  if (texts.length < 2) return [message];
  // The file goes first, so that no text overtakes the file, and the buttons last.
  return texts.map((part, n) => ({
    text: part,
    ...(n === 0 && fileUrl !== undefined && { fileUrl }),
    ...(n === texts.length - 1 && attachments && { attachments }),
  }));
}

/** Returns the message with a link in place of the file. */
export function withLink({ text, fileUrl = '', attachments }: Message): Message {
  const there = link(fileUrl);
  return { text: text ? `${text}\n${there}` : there, ...(attachments && { attachments }) };
}
