import type { Message, SendOptions } from 'synochat';
import { attempt, backoff } from './attempt.ts';
import type { Bindings } from './bindings.ts';

/** What is used of a `MessageBatch`. */
export interface Batch {
  readonly messages: readonly {
    readonly body: readonly Message[];
    /** How often it was delivered, this time included. */
    readonly attempts: number;
    ack(): void;
    retry(options: { delaySeconds: number }): void;
  }[];
}

/** Posts what a Queue brings; what Chat refuses, or may have posted, goes to the queue of dead letters. */
export async function consume(
  { messages }: Batch,
  { SYNOCHAT_WEBHOOK, QUEUE, DEAD }: Pick<Bindings, 'SYNOCHAT_WEBHOOK' | 'QUEUE' | 'DEAD'>,
  options?: SendOptions,
): Promise<void> {
  for (const message of messages) {
    let last = await attempt(SYNOCHAT_WEBHOOK, message.body, options);
    while (last.verdict === 'posted' && last.left.length > 0)
      last = await attempt(SYNOCHAT_WEBHOOK, last.left, options);
    const { verdict, left, code = '', reason = '' } = last;
    const delaySeconds = backoff(message.attempts);
    if (verdict === 'later' && left === message.body) {
      message.retry({ delaySeconds });
      continue;
    }
    // A part was posted: a message in a Queue cannot be changed, so the rest is another.
    if (verdict === 'later') await QUEUE.send(left, { delaySeconds });
    if (verdict === 'refused' || verdict === 'unknown') await DEAD.send({ code, reason, messages: left });
    message.ack();
  }
}
