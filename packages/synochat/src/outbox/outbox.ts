import type { Message, SendErrorCode } from '../index.ts';
import type { DeadReason, StoredState } from './store.ts';

/** The outcome of `put`. */
export interface PutResult {
  /** The id of the stored message: digits. Undefined for a duplicate. */
  readonly id: string | undefined;
  /** Whether the webhook received a message with the same `id` in the last 24 hours, so that this message was not stored. */
  readonly duplicate: boolean;
}

/** How a message is stored. */
export interface PutOptions {
  /** Your own id of the message. A second message with the id at the same webhook within 24 hours is not stored. */
  id?: string | undefined;
}

/** A message of the outbox with its whole text. */
export interface OutboxMessage {
  /** Digits. */
  readonly id: string;
  /** The name of the webhook. */
  readonly webhook: string;
  /** `waiting` for its turn, `dead`, or `kept`: delivered in a digest within the last 7 days. */
  readonly state: StoredState;
  /** When the message was stored, in milliseconds since 1970. */
  readonly storedAt: number;
  /** The message as `put` received it. */
  readonly message: Message;
}

/** A message that Chat refused for the message's own sake, or that Chat may have posted. */
export interface DeadLetter extends OutboxMessage, DeadReason {
  readonly state: 'dead';
}

/** A pause of a queue. */
export interface Pause {
  /** When the pause began, in milliseconds since 1970. */
  readonly since: number;
  /** When the outbox tries again, in milliseconds since 1970. */
  readonly next: number;
  /** The code of the last `SendError`. */
  readonly code: SendErrorCode;
  /** The message of the last `SendError`: what is wrong, and what to do. */
  readonly reason: string;
}

/** The state of the queue of a webhook. Holds no text of a message, no address and no token. */
export interface QueueState {
  /** The name of the webhook. */
  readonly webhook: string;
  /** The number of messages that wait. */
  readonly waiting: number;
  /** The number of dead letters. */
  readonly dead: number;
  /** Set while a fault of the route stops the queue. */
  readonly paused: Pause | undefined;
}

/** Stores messages until Chat has them, and posts them in order. Made by `createOutbox`. */
export interface Outbox {
  /**
   * Stores a message at the end of the queue of the webhook. Resolves when the store has the message on disk; the message
   * is posted later.
   *
   * While 20 messages of the webhook wait, the next messages are joined into digests with the first line and the link of
   * each message; `find` returns the whole messages for 7 days. A message with buttons is never joined.
   *
   * Rejects with an `OutboxError` if the outbox is full or the store does not store the message within 5 seconds, and
   * with a `TypeError` for an invalid message or an unknown name.
   */
  put(webhook: string, message: string | Message, options?: PutOptions): Promise<PutResult>;
  /**
   * Posts what waits until `close` is called. Tries at once, even if the queue was paused when the program ended.
   * If several processes share a store, only one of them posts; if it ends, another goes on. A second call returns the
   * promise of the first.
   *
   * Never rejects for a fault of the store or of Chat: see `onNotice`. Throws a `TypeError` if the outbox has no webhooks.
   */
  run(): Promise<void>;
  /**
   * Posts what is due, and returns when to call again: milliseconds since 1970, or undefined if nothing waits. For
   * programs that are woken, such as a Durable Object by its alarm: another process may post afterwards. Rejects with an `OutboxError` if the store fails.
   *
   * @param posts Posts of one webhook at most. Default: no limit.
   */
  runOnce(posts?: number): Promise<number | undefined>;
  /** Returns the state of each queue with an address or with messages, in order of the names. */
  state(): Promise<readonly QueueState[]>;
  /** Returns the dead letters of all webhooks, the oldest of each webhook first. Deleted 30 days after they were stored. */
  failed(): Promise<readonly DeadLetter[]>;
  /** Returns the message with that id if it waits, is dead, or was delivered in a digest within the last 7 days. */
  find(id: string): Promise<OutboxMessage | undefined>;
  /**
   * Puts a dead letter, or without an id every dead letter, back to the front of its queue. Returns how many. Chat may
   * have posted a letter with `posted: 'unknown'`: look before the retry.
   */
  retry(id?: string): Promise<number>;
  /** Tries a paused webhook, or all, at once. A notice tells whether the queue is `resumed` or still `paused`. */
  resume(webhook?: string): Promise<void>;
  /** Resolves when the running posts have ended and the store is closed. Messages that wait stay stored. */
  close(): Promise<void>;
}
