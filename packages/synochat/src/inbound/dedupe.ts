import { assertOptions } from '../shared/assert.ts';
import type { BotMessage } from './bot-events.ts';
import type { OutgoingMessage } from './events.ts';

/** The bounds of the memory of `dedupe`. */
export interface DedupeOptions {
  /** The number of messages to remember; the oldest is dropped first. Default: 1000. */
  max?: number | undefined;
  /** Milliseconds for which a message is remembered. Default: 600000, ten minutes; how late Chat would repeat a message is unknown. */
  ttl?: number | undefined;
  /** A clock in milliseconds that never jumps back. Default: `performance.now`. */
  now?: (() => number) | undefined;
}

/**
 * Returns a function that tells whether a message came before, and remembers the message:
 * `if (seen(event)) return acknowledge();`.
 *
 * No report says that Chat delivers a message twice, but several clients guard against it. Each process has its own
 * memory. A message counts as seen as soon as the function was called: if its handling fails, a duplicate is not handled
 * either, because half of the work may be done. Chat shows the author a notice of failure, and the author can post again.
 *
 * Two integrations that receive the same post do not affect each other. Only messages have a post of their own: a pressed
 * button brings the post that holds it and may be pressed twice, and a slash command is no post. Such an event does not
 * compile, and is a `TypeError` in JavaScript. Throws a `RangeError` if `max` is below 1 or `ttl` is not above 0.
 *
 * @example
 * ```ts
 * const seen = dedupe();
 * const handler = chatHandler(async (req) => {
 *   const event = await parseOutgoing(req, { token });
 *   return seen(event) ? acknowledge() : respond('Counted');
 * });
 * ```
 */
export function dedupe(options: DedupeOptions = {}): (event: OutgoingMessage | BotMessage) => boolean {
  assertOptions(options);
  const { max = 1000, ttl = 600_000, now = () => performance.now() } = options;
  if (!(max >= 1) || !(ttl > 0)) throw new RangeError('max must be 1 or more, and ttl above 0');
  // Ordered by time, so that the oldest entry comes first.
  const seenAt = new Map<string, number>();

  return (event) => {
    assertMessage(event);
    const time = now();
    const key = `${event.postId} ${event.token}`;
    for (const [oldest, at] of seenAt) {
      if (time - at < ttl) break;
      seenAt.delete(oldest);
    }
    if (seenAt.has(key)) return true;
    for (const oldest of seenAt.keys()) {
      if (seenAt.size < max) break;
      seenAt.delete(oldest);
    }
    seenAt.set(key, time);
    return false;
  };
}

function assertMessage({ kind, token }: { readonly kind: string; readonly token: unknown }): void {
  if (kind !== 'outgoing' && kind !== 'bot')
    throw new TypeError(`Only messages can be compared by their post, and this event is of the kind "${kind}"`);
  if (typeof token !== 'string')
    throw new TypeError('The event is a copy without its token: call this before the event goes into a queue');
}
