import { extractCard, extractFiles, extractPostableAttachments } from '@chat-adapter/shared';
import {
  type AdapterPostableMessage,
  type Attachment,
  convertEmojiPlaceholders,
  type FileUpload,
  type RawMessage,
} from 'chat';
import { type Message, sendBot, sendIncoming } from 'synochat';
import { assertNoButtons, renderCard } from './cards.ts';
import type { Settings } from './config.ts';
import { invalid, withSdkErrors } from './errors.ts';
import type { SynologyFormatConverter } from './markup.ts';
import type { SynologyRawMessage } from './messages.ts';
import type { People } from './people.ts';
import { encodeThread, isBotUser, type SynologyThreadId } from './thread-id.ts';

/** Posts in conversations with the bot and in channels. */
export interface Posting {
  /** Returns the text in Chat's markup and the rows of buttons. Throws a `ValidationError` for an empty message. */
  render(message: AdapterPostableMessage): Promise<Message>;
  /**
   * Posts the message and its files in order, and returns the last post. Its id is random if Chat does not tell the id.
   * Rejects with an error of the SDK.
   */
  post(thread: SynologyThreadId, message: AdapterPostableMessage): Promise<RawMessage<SynologyRawMessage>>;
  /** Returns whether the bot can write to the user with this id. */
  canWriteTo(userId: string): boolean;
  /** Returns whether the bot sent the post. The last 1000 posts are remembered. */
  isOwn(postId: string): boolean;
}

/** Returns the functions that post by the settings. */
export function createPosting(settings: Settings, converter: SynologyFormatConverter, people: People): Posting {
  const sentIds = new Set<string>();

  function remember(postId: string): void {
    sentIds.add(postId);
    const [oldest = ''] = sentIds;
    if (sentIds.size > 1000) sentIds.delete(oldest);
  }

  async function render(message: AdapterPostableMessage): Promise<Message> {
    const card = extractCard(message);
    const { text, attachments } = card
      ? renderCard(card)
      : {
          text: converter.renderPostable(message),
          attachments: [],
        };
    // Unicode, as Chat's own names of emoji are not documented.
    const show = (words: string) => people.nameMentions(convertEmojiPlaceholders(words, 'gchat'));
    const labelled = <T extends { text: string }>(parts: readonly T[]) =>
      Promise.all(parts.map(async (part) => ({ ...part, text: await show(part.text) })));
    const rows = attachments.map(async (row) => ({ ...row, buttons: await labelled(row.buttons) }));
    const shown = await show(text);
    return rows.length > 0 ? { text: shown, attachments: await labelled(await Promise.all(rows)) } : { text: shown };
  }

  async function send(thread: SynologyThreadId, message: Message): Promise<string | undefined> {
    if (thread.kind === 'dm') {
      const { bot } = settings;
      if (bot === undefined) throw invalid('A direct message needs `bot`, the URL of a bot');
      return (await sendBot(bot, Number(thread.id), message, settings.send)).postId;
    }
    const webhook = settings.webhooks.get(thread.id);
    if (webhook === undefined)
      throw invalid(`No webhook posts to the channel ${thread.id}: pass its incoming webhook in \`webhooks\``);
    await sendIncoming(webhook, message, settings.send);
    return undefined;
  }

  async function addressOf(file: FileUpload | Attachment): Promise<string> {
    const [name, type] = 'filename' in file ? [file.filename, file.mimeType] : [file.name ?? 'file', file.mimeType];
    const data = file.data ?? (await (file as Attachment).fetchData?.());
    if (data === undefined) return (file as Attachment).url ?? '';
    if (settings.files === undefined)
      throw invalid(`${name} needs an address that the NAS can fetch: pass \`files\`, a file host of synochat/files`);
    return settings.files.share(data as Uint8Array<ArrayBuffer>, { name, ...(type !== undefined && { type }) });
  }

  return {
    render,
    async post(thread, message) {
      const { text = '', attachments = [] } = await render(message);
      if (thread.kind === 'channel') assertNoButtons(attachments, 'in a channel');
      const files = await Promise.all(
        [...extractFiles(message), ...extractPostableAttachments(message)].map(addressOf),
      );
      const [fileUrl, ...others] = files.filter((address) => address !== '');
      if (text.trim() === '' && attachments.length === 0 && fileUrl === undefined)
        throw invalid('The message is empty: it needs a text, a card or a file');
      return withSdkErrors(async () => {
        let postId = await send(thread, { text, attachments, ...(fileUrl !== undefined && { fileUrl }) });
        for (const other of others) postId = await send(thread, { fileUrl: other });
        if (postId !== undefined) remember(postId);
        return { id: postId ?? crypto.randomUUID(), threadId: encodeThread(thread), raw: { kind: 'sent', text } };
      });
    },
    canWriteTo: (userId) => settings.bot !== undefined && isBotUser(userId),
    isOwn: (postId) => sentIds.has(postId),
  };
}
