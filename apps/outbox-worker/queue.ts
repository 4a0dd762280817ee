import type { Message, SendOptions } from 'synochat';
import { attempt, backoff } from './attempt.ts';
import type { Bindings } from './bindings.ts';

/** The used part of a `MessageBatch`. */
export interface Batch {
  readonly messages: readonly {
    readonly body: readonly Message[];
    /** The number of deliveries of the message, the current delivery included. */
    readonly attempts: number;
    ack(): void;
    retry(options: { delaySeconds: number }): void;
  }[];
}

/** Posts the messages of a Queue. If Chat refuses a message, or may have posted a message, the message becomes a dead letter. */
export async function consume(
  { messages }: Batch,
  { SYNOCHAT_WEBHOOK, QUEUE, DEAD }: Pick<Bindings, 'SYNOCHAT_WEBHOOK' | 'QUEUE' | 'DEAD'>,
  options?: SendOptions,
): Promise<void> {
  for (const message of messages) {
    let last = await attempt(SYNOCHAT_WEBHOOK, message.body, options);
    while (last.verdict === 'posted' && last.remaining.length > 0)
      last = await attempt(SYNOCHAT_WEBHOOK, last.remaining, options);
    const { verdict, remaining, code = '', reason = '' } = last;
    const delaySeconds = backoff(message.attempts);
    if (verdict === 'later' && remaining === message.body) {
      message.retry({ delaySeconds });
      continue;
    }
    // A part was posted, and a message in a Queue cannot be changed: send the rest as a new message.
    if (verdict === 'later') await QUEUE.send(remaining, { delaySeconds });
    if (verdict === 'refused' || verdict === 'unknown') await DEAD.send({ code, reason, messages: remaining });
    message.ack();
  }
}
