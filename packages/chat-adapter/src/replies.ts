import { extractFiles, ValidationError } from '@chat-adapter/shared';
import type { AdapterPostableMessage, RawMessage } from 'chat';
import { acknowledge, respond, splitText } from 'synochat';
import { assertNoButtons } from './cards.ts';
import type { SynologyRawMessage } from './messages.ts';
import type { Posting } from './posting.ts';
import { adapterName, encodeThread } from './thread-id.ts';

/** The replies to slash commands whose handlers run. */
export interface Replies {
  /** Returns the id of the user who called the command; undefined after its handler has ended. */
  callerOf(id: string): string | undefined;
  /**
   * Adds the message to the reply. If Chat no longer waits, the bot sends the message to the caller. Rejects with a
   * `ValidationError` if no bot can do so, and for buttons and files.
   */
  reply(id: string, message: AdapterPostableMessage): Promise<RawMessage<SynologyRawMessage>>;
  /**
   * Runs the handler, and returns the reply as the answer to Chat: after the handler has ended, and after `timeout`
   * milliseconds at the latest. The bot sends what does not fit into one post.
   */
  answer(userId: string, timeout: number, handle: (id: string) => Promise<unknown>): Promise<Response>;
}

interface Waiting {
  readonly userId: string;
  readonly texts: string[];
  isOpen: boolean;
}

/** Returns an empty list of replies. */
export function createReplies(posting: Posting): Replies {
  const replies = new Map<string, Waiting>();

  function sendLate(userId: string, message: AdapterPostableMessage): Promise<RawMessage<SynologyRawMessage>> {
    if (posting.canWriteTo(userId)) return posting.post({ kind: 'dm', id: userId }, message);
    throw new ValidationError(
      adapterName,
      'Chat no longer waits for the reply to the slash command: reply sooner, or configure `bot`, which then writes to the caller',
    );
  }

  return {
    callerOf: (id) => replies.get(id)?.userId,
    async reply(id, message) {
      const waiting = replies.get(id);
      if (!waiting) throw new ValidationError(adapterName, 'The slash command has ended: open a DM with its caller');
      if (!waiting.isOpen) return sendLate(waiting.userId, message);
      const { text = '', attachments = [] } = await posting.render(message);
      assertNoButtons(attachments, 'in the reply to a slash command');
      if (extractFiles(message).length > 0)
        throw new ValidationError(adapterName, 'Chat shows no file in the reply to a slash command: open a DM');
      waiting.texts.push(text);
      const threadId = encodeThread({ kind: 'slash', id });
      return { id: crypto.randomUUID(), threadId, raw: { kind: 'sent', text } };
    },
    async answer(userId, timeout, handle) {
      const id = crypto.randomUUID();
      const waiting: Waiting = { userId, texts: [], isOpen: true };
      replies.set(id, waiting);
      const handled = handle(id)
        // The SDK has logged the error.
        .catch(() => undefined)
        .finally(() => replies.delete(id));
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, timeout);
      });
      await Promise.race([handled, late]);
      clearTimeout(timer);
      waiting.isOpen = false;
      const [first = '', ...others] = splitText(waiting.texts.join('\n\n'));
      for (const other of others) await sendLate(userId, { raw: other });
      return first.trim() === '' ? acknowledge() : respond(first);
    },
  };
}
