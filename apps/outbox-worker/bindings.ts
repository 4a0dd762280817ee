import type { Message } from 'synochat';
import type { Outbox } from './outbox.ts';

/** The secrets, and the used parts of the bindings in wrangler.jsonc. */
export interface Bindings {
  /** The incoming webhook, as Chat shows it. */
  readonly SYNOCHAT_WEBHOOK: string;
  /** The bearer token of the callers. */
  readonly CALLER_TOKEN: string;
  readonly OUTBOX: { getByName(name: string): Remote<Pick<Outbox, 'enqueue' | 'status' | 'again' | 'forget'>> };
  /** Parts of one message, in order. */
  readonly QUEUE: Sink<readonly Message[]>;
  readonly DEAD: Sink<{ code: string; reason: string; messages: readonly Message[] }>;
}

interface Sink<Body> {
  send(body: Body, options?: { delaySeconds?: number }): Promise<unknown>;
}

/** The methods of a Durable Object, as a caller sees them. */
type Remote<T> = {
  [Name in keyof T]: T[Name] extends (...args: infer Args) => infer Result
    ? (...args: Args) => Promise<Awaited<Result>>
    : never;
};
