import { type Address, type Message, SendError, type SendOptions, sendIncoming } from '../index.ts';
import { joinMessages } from './digest.ts';
import type { Tell } from './notice.ts';
import { partsOf, withoutFile } from './parts.ts';
import type { OutboxStore, RouteState, StoredMessage } from './store.ts';

/** The outcome of the head of a queue: the fault of the route, if there was one. */
type Outcome = SendError | undefined;

interface Surroundings {
  readonly webhook: string;
  readonly address: Address;
  readonly store: OutboxStore;
  readonly tell: Tell;
  readonly now: () => number;
}

/**
 * Posts the head of the queue, or a digest of the first messages, and stores what became of it. Returns the fault of the
 * route, if there was one. Throws the signal's reason, and the errors of the store.
 *
 * @param pause The pause that the attempt may end.
 */
export async function deliver(
  queue: readonly StoredMessage[],
  pause: RouteState | undefined,
  options: SendOptions,
  surroundings: Surroundings,
): Promise<Outcome> {
  const { store, address, now } = surroundings;
  const { messages, digest } = joinMessages(queue, options.maxText);
  const [head] = messages;
  if (!head) return undefined;
  if (!digest) return deliverParts(head, pause, options, surroundings);
  const ids = messages.map(({ id }) => id);
  try {
    await sendIncoming(address, digest, options);
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    if (isKept(error, pause)) return error;
    // Only one of the messages may be at fault: each is posted by itself.
    if (error.posted === 'no') await store.change(ids, { joined: false });
    else for (const message of messages) await bury(message, undefined, error, surroundings);
    return error.fault === 'route' ? error : undefined;
  }
  // Stored whole for a while, as the digest holds only the first lines.
  await store.change(ids, { state: 'kept', since: now() });
  return undefined;
}

async function deliverParts(
  message: StoredMessage,
  pause: RouteState | undefined,
  options: SendOptions,
  surroundings: Surroundings,
): Promise<Outcome> {
  const { webhook, store, address, tell } = surroundings;
  const { id } = message;
  let remaining = partsOf(message, options.maxText);
  for (let part = remaining[0]; part; part = remaining[0]) {
    try {
      await sendIncoming(address, part, options);
      remaining = remaining.slice(1);
    } catch (error) {
      if (!(error instanceof SendError)) throw error;
      const isPartly = error.partsPosted > 0;
      if (isPartly) remaining = [...error.remaining, ...remaining.slice(1)];
      if (isOfFile(error) && remaining[0]?.fileUrl !== undefined) {
        remaining = [withoutFile(remaining[0]), ...remaining.slice(1)];
        const text = `${webhook}: message ${id} is posted with a link in place of its file: ${error.message}`;
        tell({ kind: 'file_left_out', webhook, id, text, code: error.code });
      } else if (isKept(error, pause)) {
        if (isPartly) await store.change([id], { remaining });
        return error;
      } else {
        await bury(message, remaining, error, surroundings);
        return error.fault === 'route' ? error : undefined;
      }
    }
    if (remaining.length > 0) await store.change([id], { remaining });
  }
  await store.delete([id]);
  return undefined;
}

/**
 * Returns whether the messages stay at the head: Chat surely did not post them, and another message would fail too. In
 * doubt the messages stay only if Chat refuses them as it refused the message before: the head is then only the probe.
 */
function isKept({ fault, posted, apiCode }: SendError, pause: RouteState | undefined): boolean {
  if (fault === 'message') return false;
  return posted !== 'unknown' || (apiCode !== undefined && apiCode === pause?.apiCode);
}

function isOfFile({ code }: SendError): boolean {
  return code === 'file_unreachable' || code === 'file_too_large';
}

/** Makes a dead letter of the message. */
async function bury(
  { id }: StoredMessage,
  remaining: readonly Message[] | undefined,
  { code, message, posted }: SendError,
  { webhook, store, tell, now }: Surroundings,
): Promise<void> {
  const at = now();
  const failure = { code, reason: message, posted, at };
  await store.change([id], { state: 'dead', since: at, failure, ...(remaining && { remaining }) });
  tell({ kind: 'dead', webhook, id, text: `${webhook}: message ${id} is a dead letter: ${message}`, code });
}
