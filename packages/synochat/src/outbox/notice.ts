import type { SendErrorCode } from '../index.ts';

/** Tells what an operator should know. No member holds the text of a message, an address or a token. */
export interface OutboxNotice {
  /**
   * - `paused`: a fault of the route stopped the queue. Told once for a pause, and again if an attempt after `resume` or a
   *   restart fails.
   * - `still_paused`: the queue has been paused for ten minutes. Told once for a pause.
   * - `resumed`: Chat accepts messages again.
   * - `dead`: a message became a dead letter.
   * - `several_dead`: three messages became dead letters since the last such notice.
   * - `file_left_out`: Chat did not accept the file of a message, which was posted with a link in place of the file.
   * - `store_failed`: the store does not answer, so that nothing is posted. Told once until the store answers again.
   */
  readonly kind: 'paused' | 'still_paused' | 'resumed' | 'dead' | 'several_dead' | 'file_left_out' | 'store_failed';
  /** The name of the webhook. */
  readonly webhook: string;
  /** The notice as one line for a log. */
  readonly text: string;
  /** The id of the message, for `dead` and `file_left_out`. */
  readonly id?: string | undefined;
  /** The code of the `SendError`, if there is one. */
  readonly code?: SendErrorCode | undefined;
}

/** Tells an operator. Never throws. */
export type Tell = (notice: OutboxNotice) => void;

/** The number of dead letters of a webhook after which they are told together. */
const several = 3;

/** Returns the way to the operator: `onNotice`, whose errors are ignored, with a notice for several dead letters. */
export function createTell(onNotice: ((notice: OutboxNotice) => void | Promise<void>) | undefined): Tell {
  const dead = new Map<string, number>();
  const tell: Tell = (notice) => {
    (async () => onNotice?.(notice))().catch(() => undefined);
    if (notice.kind !== 'dead') return;
    const { webhook } = notice;
    const count = (dead.get(webhook) ?? 0) + 1;
    dead.set(webhook, count % several);
    if (count < several) return;
    tell({
      kind: 'several_dead',
      webhook,
      text: `${webhook}: ${several} more messages are dead letters: look at them`,
    });
  };
  return tell;
}
