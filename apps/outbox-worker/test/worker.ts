import type { OutboxOptions } from 'synochat/outbox';
import type { Bindings } from '../bindings.ts';
import { Outbox } from '../outbox.ts';
import { chat } from './chat.ts';

export { default } from '../worker.ts';

/** An outbox for a Chat in the same process that wants no pauses. */
export class TestOutbox extends Outbox {
  constructor(ctx: object, env: Bindings) {
    super(ctx, { ...env, SYNOCHAT_WEBHOOK: chat.url });
  }

  // The line of the library outlives an object: it waits as long as the exchange of a dead one may take.
  protected override options(): Partial<OutboxOptions> {
    return { interval: 1, timeout: 1500, fetch: (to, init) => chat.fetch(to, init) };
  }
}
