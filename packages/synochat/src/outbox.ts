/**
 * Stores messages until Synology Chat has them: over a restart, a crash, and a NAS that is off.
 *
 * @module synochat/outbox
 */
export { createOutbox } from './outbox/create.ts';
export { OutboxError, type OutboxErrorCode } from './outbox/error.ts';
export type { OutboxNotice } from './outbox/notice.ts';
export type { OutboxOptions } from './outbox/options.ts';
export type {
  DeadLetter,
  Outbox,
  OutboxMessage,
  Pause,
  PutOptions,
  PutResult,
  QueueState,
} from './outbox/outbox.ts';
export type {
  DeadReason,
  MessageChange,
  NewMessage,
  OutboxStore,
  RouteState,
  StoredCount,
  StoredMessage,
  StoredState,
} from './outbox/store.ts';
