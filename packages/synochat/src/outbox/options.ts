import type { SendOptions, Webhook } from '../index.ts';
import type { OutboxNotice } from './notice.ts';
import type { OutboxStore } from './store.ts';

/** How much an outbox holds, by which clock. */
export interface OutboxBounds {
  readonly maxMessages: number;
  readonly maxBytes: number;
  readonly now: () => number;
}

/** The settings of an outbox, and how it posts. */
export interface OutboxOptions
  extends Pick<SendOptions, 'fetch' | 'timeout' | 'interval' | 'limiter' | 'retries' | 'maxText'> {
  /** Keeps the messages: `sqliteStore`, `durableStore`, `bullmqStore`, or a store of your own. */
  store: OutboxStore;
  /**
   * The addresses by name: lower-case letters, digits, `_` and `-`, at most 64 characters. Without addresses the outbox
   * takes messages for any name and posts none, for a program that leaves the posting to another.
   */
  webhooks?: Readonly<Record<string, Webhook>> | undefined;
  /** Called for what an operator should know. An error of the function is ignored. */
  onNotice?: ((notice: OutboxNotice) => void | Promise<void>) | undefined;
  /** Messages that wait or failed at most, of all webhooks together. Default: 10000. */
  maxMessages?: number | undefined;
  /** Bytes of these messages at most. Default: 67108864, 64 MiB. */
  maxBytes?: number | undefined;
  /** A clock in milliseconds since 1970. Default: `Date.now`. */
  now?: (() => number) | undefined;
  /** Waits for `ms` milliseconds. Default: `setTimeout`. */
  sleep?: SendOptions['sleep'];
}
