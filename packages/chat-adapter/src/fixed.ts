import { type AdapterPostableMessage, type EmojiValue, NotImplementedError, type RawMessage } from 'chat';
import type { SynologyRawMessage } from './messages.ts';

/** The methods of an adapter for which Chat has no call: a post of an integration stays as it is. */
export abstract class FixedPosts {
  /** Rejects with a `NotImplementedError`: an integration cannot edit a post. */
  editMessage(
    _threadId: string,
    _messageId: string,
    _message: AdapterPostableMessage,
  ): Promise<RawMessage<SynologyRawMessage>> {
    return refuse('edits', 'An integration of Synology Chat cannot edit a post: post another message');
  }

  /** Rejects with a `NotImplementedError`: an integration cannot delete a post. */
  deleteMessage(_threadId: string, _messageId: string): Promise<void> {
    return refuse('deletes', 'An integration of Synology Chat cannot delete a post');
  }

  /** Rejects with a `NotImplementedError`: an integration cannot react to a post. */
  addReaction(_threadId: string, _messageId: string, _emoji: EmojiValue | string): Promise<void> {
    return refuse('reactions', 'An integration of Synology Chat cannot react to a post: post an emoji as a message');
  }

  /** Rejects with a `NotImplementedError`: an integration cannot react to a post. */
  removeReaction(_threadId: string, _messageId: string, _emoji: EmojiValue | string): Promise<void> {
    return refuse('reactions', 'An integration of Synology Chat has no reactions to remove');
  }

  /** Does nothing: Chat shows no typing indicator of an integration. */
  startTyping(_threadId: string, _status?: string): Promise<void> {
    return Promise.resolve();
  }
}

function refuse(feature: string, reason: string): Promise<never> {
  return Promise.reject(new NotImplementedError(reason, feature));
}
