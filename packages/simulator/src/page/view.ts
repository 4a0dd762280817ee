import type { Exchange } from '../record/exchanges.ts';
import type { Integration } from '../room/integration.ts';
import type { Post } from '../room/post.ts';

/** Returns a post for the page, with the present name of the channel. */
export function toView(
  { file, attachments, onlyTo, sentAt, channelId: _, authorId: __, ...rest }: Post,
  channel: string = rest.channel,
) {
  return {
    ...rest,
    channel,
    file: file && { name: file.name, type: file.type, size: file.size, url: `/api/files/${rest.id}` },
    attachments: attachments.map((attachment) => ({
      text: attachment.text,
      buttons: attachment.buttons.map((button) => ({ text: button.text, style: button.style })),
    })),
    isPrivate: onlyTo !== undefined,
    sentAt: sentAt.getTime(),
  };
}

/** Hides the token: a client has to ask for each token. */
export function toIntegrationView({ token: _, ...rest }: Integration) {
  return { ...rest, token: '***' };
}

export function toExchangeView({ at, ...rest }: Exchange, canReplay: boolean) {
  return { ...rest, at: at.getTime(), canReplay };
}
