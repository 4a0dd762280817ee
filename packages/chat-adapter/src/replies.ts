import { extractFiles } from '@chat-adapter/shared';
import type { AdapterPostableMessage, RawMessage } from 'chat';
import { acknowledge, splitText } from 'synochat';
import { assertNoButtons } from './cards.ts';
import { invalid } from './errors.ts';
import type { SynologyRawMessage } from './messages.ts';
import type { Posting } from './posting.ts';
import { encodeThread } from './thread-id.ts';
import { within } from './within.ts';

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
   * milliseconds at the latest. The bot sends the part that does not fit into one post, and `track` receives its promise.
   * Without a bot the reply is cut.
   */
  answer(
    userId: string,
    timeout: number,
    handle: (id: string) => Promise<unknown>,
    track: (work: Promise<unknown>) => void,
  ): Promise<Response>;
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
    throw invalid(
      'Chat no longer waits for the reply to the slash command, and no bot can write to its caller: reply sooner',
    );
  }

  return {
    callerOf: (id) => replies.get(id)?.userId,
    async reply(id, message) {
      const waiting = replies.get(id);
      if (!waiting) throw invalid('The slash command has ended: use a direct message (openDM)');
      if (!waiting.isOpen) return sendLate(waiting.userId, message);
      const { text = '', attachments = [] } = await posting.render(message);
      assertNoButtons(attachments, 'in the reply to a slash command');
      if (extractFiles(message).length > 0)
        throw invalid('Chat shows no file in the reply to a slash command: use a direct message (openDM)');
      waiting.texts.push(text);
      const threadId = encodeThread({ kind: 'slash', id });
      return { id: crypto.randomUUID(), threadId, raw: { kind: 'sent', text } };
    },
    async answer(userId, timeout, handle, track) {
      const id = crypto.randomUUID();
      const waiting: Waiting = { userId, texts: [], isOpen: true };
      replies.set(id, waiting);
      const handled = handle(id)
        // The SDK has logged the error.
        .catch(() => undefined)
        .finally(() => replies.delete(id));
      await within(timeout, handled, undefined);
      waiting.isOpen = false;
      const text = waiting.texts.join('\n\n');
      const [first = '', ...others] = splitText(text);
      if (others.length === 0) return first.trim() === '' ? acknowledge() : visibleToCaller(first);
      if (!posting.canWriteTo(userId)) return visibleToCaller(`${splitText(text, 1999)[0]}…`);
      track(sendLate(userId, { raw: others.join('') }));
      return visibleToCaller(first);
    },
  };
}

/** Returns the answer that Chat shows the caller. `respond` of synochat also checks what is checked here already. */
function visibleToCaller(text: string): Response {
  return Response.json({ text });
}
