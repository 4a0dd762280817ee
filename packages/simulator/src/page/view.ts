import type { Post } from '../timeline.ts';
import { toPieces } from './markup.ts';

/** A post as the page's script gets it. */
export function toView({ text, file, attachments, onlyTo, sentAt, ...rest }: Post) {
  return {
    ...rest,
    pieces: toPieces(text),
    file: file && { name: file.name, type: file.type, size: file.size },
    attachments: attachments.map((attachment) => ({
      pieces: toPieces(attachment.text),
      buttons: attachment.buttons.map((button) => button.text),
    })),
    isPrivate: onlyTo !== undefined,
    sentAt: sentAt.getTime(),
  };
}
