import { DurableObject } from 'cloudflare:workers';
import type { Message } from 'synochat';
import { createOutbox, type DeadLetter, type PutOptions, type PutResult, type QueueState } from 'synochat/outbox';
import { type DurableStorage, durableStore, runAlarm } from 'synochat/outbox-durable';
import { type Env, webhooksOf } from './env.ts';

/** Stores the messages of all webhooks until Chat has them, and is the only sender. */
export class Mailbox extends DurableObject<Env> {
  // The types of `wrangler types` declare all of the storage, and need no cast.
  readonly #storage = this.ctx.storage as unknown as DurableStorage;
  readonly #outbox = createOutbox({
    store: durableStore(this.#storage),
    webhooks: webhooksOf(this.env),
    onNotice: ({ text }) => {
      console.warn(text);
    },
  });

  put(webhook: string, message: string | Message, options?: PutOptions): Promise<PutResult> {
    return this.#outbox.put(webhook, message, options);
  }

  state(): Promise<readonly QueueState[]> {
    return this.#outbox.state();
  }

  failed(): Promise<readonly DeadLetter[]> {
    return this.#outbox.failed();
  }

  retry(id?: string): Promise<number> {
    return this.#outbox.retry(id);
  }

  resume(): Promise<void> {
    return this.#outbox.resume();
  }

  override alarm(): Promise<void> {
    return runAlarm(this.#storage, this.#outbox);
  }
}
