import { type Adapter, NotImplementedError } from 'chat';
import type { SynologyRawMessage } from './messages.ts';
import type { SynologyThreadId } from './thread-id.ts';

type Methods = Adapter<SynologyThreadId, SynologyRawMessage>;

/** The methods of an adapter for which Chat has no call: a post of an integration stays as it is. */
export abstract class FixedPosts {
  /** Rejects with a `NotImplementedError`: an integration cannot edit a post. */
  readonly editMessage: Methods['editMessage'] = refuse('edits', 'edit a post');
  /** Rejects with a `NotImplementedError`: an integration cannot delete a post. */
  readonly deleteMessage: Methods['deleteMessage'] = refuse('deletes', 'delete a post');
  /** Rejects with a `NotImplementedError`: an integration cannot react to a post. */
  readonly addReaction: Methods['addReaction'] = refuse('reactions', 'react to a post');
  /** Rejects with a `NotImplementedError`: an integration cannot react to a post. */
  readonly removeReaction: Methods['removeReaction'] = this.addReaction;

  /** Does nothing: Chat shows no typing indicator of an integration. */
  readonly startTyping: Methods['startTyping'] = () => Promise.resolve();
}

function refuse(feature: string, what: string): () => Promise<never> {
  const message = `An integration of Synology Chat cannot ${what}: post another message`;
  return () => Promise.reject(new NotImplementedError(message, feature));
}
