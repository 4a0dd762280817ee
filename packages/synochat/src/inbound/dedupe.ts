import { assertOptions } from '../shared/assert.ts';
import type { BotMessage } from './bot-events.ts';
import type { OutgoingMessage } from './events.ts';

/** How much is remembered. */
export interface DedupeOptions {
  /** Messages at most; then the oldest is forgotten. Default: 1000. */
  max?: number | undefined;
  /** Milliseconds that a message is remembered. Default: 600000, ten minutes; how late Chat would repeat is unknown. */
  ttl?: number | undefined;
  /** A clock in milliseconds that never jumps back. Default: `performance.now`. */
  now?: (() => number) | undefined;
}

/**
 * Tells whether a message came before, and remembers it: `if (seen(event)) return acknowledge();`.
 *
 * Nobody has seen Chat deliver twice; several clients guard against it all the same. The memory is this process's own.
 * A message counts as seen from the question on: one whose handling fails afterwards is not handled when it comes again,
 * as half of it may have been done. Its author has seen Chat's notice of failure and can write it anew.
 *
 * Two integrations that hear the same post do not get in each other's way. Only messages have a post of their own:
 * a pressed button comes with the post it stands on, and may well be pressed twice, and a slash command is no post. Those
 * do not compile, and are a `TypeError` in JavaScript; so is a `max` below 1 or a `ttl` that is not over 0 a `RangeError`.
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
  if (!(max >= 1) || !(ttl > 0)) throw new RangeError('max must be 1 or more, and ttl more than 0');
  // In the order of their times, so that the oldest is found at once.
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
    throw new TypeError(`Only messages can be told apart by their post, and this is of the kind "${kind}"`);
  if (typeof token !== 'string')
    throw new TypeError('This is the copy of an event, without its token: ask before it goes into a queue');
}
