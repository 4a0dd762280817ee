import type { Outbox } from './outbox.ts';

/** The secrets, and the used parts of the bindings in wrangler.jsonc. */
export interface Bindings {
  /** The incoming webhook, as Chat shows it. */
  readonly SYNOCHAT_WEBHOOK: string;
  /** The bearer token of the callers. Undefined if it is not set. */
  readonly CALLER_TOKEN: string | undefined;
  readonly OUTBOX: { getByName(name: string): Pick<Outbox, 'put' | 'status' | 'retry' | 'resume'> };
}
