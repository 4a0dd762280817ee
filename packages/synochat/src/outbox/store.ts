import type { Message, SendErrorCode } from '../index.ts';

/**
 * `waiting` until Chat has the message; `dead` if Chat refused the message, or may have posted it; `kept` if the message
 * was delivered in a digest.
 */
export type StoredState = 'waiting' | 'dead' | 'kept';

/** Why a message became a dead letter. */
export interface DeadReason {
  /** The code of the `SendError`. */
  readonly code: SendErrorCode;
  /** The message of the `SendError`: without address and token. */
  readonly reason: string;
  /** `unknown`: Chat may have posted the message. */
  readonly posted: 'no' | 'partly' | 'unknown';
  /** When the message failed, in milliseconds since 1970. */
  readonly at: number;
}

/** A message to store. */
export interface NewMessage {
  /** The name of the webhook. */
  readonly webhook: string;
  /** The whole message, without methods: JSON can hold it. */
  readonly message: Message;
  /** UTF-8 bytes of the message as JSON. */
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly storedAt: number;
  /** Whether the message may be delivered in a digest. */
  readonly joined: boolean;
  /** The sender's own id of the message, if it has one. */
  readonly deliveryId: string | undefined;
  /** Until when a second message with the same `deliveryId` and webhook is a duplicate, in milliseconds since 1970. */
  readonly rememberUntil: number;
}

/** A message in a store. */
export interface StoredMessage {
  /** Digits. No two messages of a store have the same id. */
  readonly id: string;
  readonly webhook: string;
  readonly state: StoredState;
  /** When the message came into the state, in milliseconds since 1970. */
  readonly since: number;
  /** The whole message. */
  readonly message: Message;
  /** The parts that are not posted yet, if a part was posted or the message was changed. */
  readonly remaining: readonly Message[] | undefined;
  readonly storedAt: number;
  readonly joined: boolean;
  /** Set for `dead` only. */
  readonly failure: DeadReason | undefined;
}

/** A change of stored messages. A member that is missing stays as it is. */
export interface MessageChange {
  readonly state?: StoredState;
  /** Set together with `state`: the time of the change, in milliseconds since 1970. */
  readonly since?: number;
  /** `null` deletes the parts. */
  readonly remaining?: readonly Message[] | null;
  readonly joined?: boolean;
  /** `null` deletes the reason. */
  readonly failure?: DeadReason | null;
}

/** The messages of a webhook in a state. */
export interface StoredCount {
  readonly webhook: string;
  readonly state: StoredState;
  readonly messages: number;
  /** The sum of the `bytes` of the messages. */
  readonly bytes: number;
}

/** The way to Chat of a webhook, as the outbox last saw it. */
export interface RouteState {
  /** A hash of the address, to notice another address. It holds no token. */
  readonly address: string;
  /** The number of failed attempts in a row, probes included, since the pause began, `resume` or a restart. */
  readonly failures: number;
  /** When the pause began, in milliseconds since 1970. */
  readonly since: number;
  /** When the last attempt failed, in milliseconds since 1970. */
  readonly tried: number;
  /** When the next attempt is due, in milliseconds since 1970. */
  readonly next: number;
  /** The code of the `SendError` that began or prolonged the pause. */
  readonly code: SendErrorCode;
  readonly apiCode: number | undefined;
  /** The message of that error: without address and token. */
  readonly reason: string;
  /** Whether the pause was told as a long pause. */
  readonly told: boolean;
}

/** A value, or a promise of the value. */
type Awaitable<T> = T | Promise<T>;

/**
 * Stores messages for an outbox. A store only stores: order, pauses, retries, digests and dead letters are the outbox's.
 *
 * Each method throws, or rejects with, an `Error` whose message is one line for a log, without texts of messages, if the store is
 * away, full, read-only or damaged. Each change is durable when the method has
 * returned, or its promise has resolved.
 */
export interface OutboxStore {
  /**
   * Adds the messages at the end of the queues of their webhooks, in order, all or none. Returns the id of each message,
   * or undefined if a message with the same `deliveryId` and webhook is remembered.
   */
  add(messages: readonly NewMessage[]): Awaitable<readonly (string | undefined)[]>;
  /** Returns at most `limit` messages of the webhook in the state, the oldest first. */
  list(webhook: string, state: StoredState, limit: number): Awaitable<readonly StoredMessage[]>;
  /** Returns the message with that id, if it is stored. */
  find(id: string): Awaitable<StoredMessage | undefined>;
  /**
   * Changes the messages with those ids, and ignores an id that is not stored. A message that becomes `waiting` again
   * goes before all messages that were added later.
   */
  change(ids: readonly string[], change: MessageChange): Awaitable<void>;
  /** Deletes the messages with those ids, and ignores an id that is not stored. */
  delete(ids: readonly string[]): Awaitable<void>;
  /** Deletes the messages that came into the state before that time. */
  expire(state: StoredState, before: number): Awaitable<void>;
  /** Returns a count for each webhook and state with messages. */
  count(): Awaitable<readonly StoredCount[]>;
  /** Returns the route of the webhook, if the route is paused. */
  readRoute(webhook: string): Awaitable<RouteState | undefined>;
  /** Stores the route of a webhook that is paused. Undefined ends the pause. */
  writeRoute(webhook: string, route: RouteState | undefined): Awaitable<void>;
  /**
   * Makes `owner` the only sender of the webhook for `ms` milliseconds, or prolongs that time. Returns false while another
   * owner is the sender. A store may keep the owner for as long as the owner's process lives.
   */
  lease(webhook: string, owner: string, ms: number): Awaitable<boolean>;
  /** Ends the lease, if `owner` holds it. */
  release(webhook: string, owner: string): Awaitable<void>;
  /** Closes what the store opened by itself. */
  close(): Awaitable<void>;
}
