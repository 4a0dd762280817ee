import { DurableObject } from 'cloudflare:workers';
import type { Message } from 'synochat';
import { createOutbox, type DeadLetter, type OutboxOptions, type PutResult, type QueueState } from 'synochat/outbox';
import { durableStore, runAlarm } from 'synochat/outbox-durable';

/** Keeps the messages of one integration until Chat has them, and is the only sender. Name the object after the integration. */
export class Outbox extends DurableObject<{ readonly SYNOCHAT_WEBHOOK: string }> {
  readonly #outbox = createOutbox({
    store: durableStore(this.ctx.storage),
    webhooks: { general: this.env.SYNOCHAT_WEBHOOK },
    onNotice: ({ text }) => {
      console.warn(text);
    },
    ...this.options(),
  });

  /** Returns how the object posts. */
  protected options(): Partial<OutboxOptions> {
    return {};
  }

  /** Resolves when the message is stored. Rejects with a `TypeError` for an invalid message. */
  put(message: Message, id?: string): Promise<PutResult> {
    return this.#outbox.put('general', message, { id });
  }

  /** Returns the state of the queue, and the dead letters. */
  async status(): Promise<{ readonly queue: QueueState | undefined; readonly failed: readonly DeadLetter[] }> {
    const [queue] = await this.#outbox.state();
    return { queue, failed: await this.#outbox.failed() };
  }

  /** Puts a dead letter, or every dead letter, back. Returns how many. */
  retry(id?: string): Promise<number> {
    return this.#outbox.retry(id);
  }

  /** Ends a pause. */
  resume(): Promise<void> {
    return this.#outbox.resume();
  }

  override alarm(): Promise<void> {
    return runAlarm(this.ctx.storage, this.#outbox);
  }
}
