import { type Address, type Message, SendError, type SendOptions, sendIncoming } from '../index.ts';
import { joinMessages } from './digest.ts';
import type { Tell } from './notice.ts';
import { partsOf, withLink } from './parts.ts';
import type { OutboxStore, RouteState, StoredMessage } from './store.ts';

interface DeliveryTools {
  readonly webhook: string;
  readonly address: Address;
  /** Stores what became of an attempt, before any other attempt even if the store fails meanwhile. */
  readonly record: (change: (store: OutboxStore) => unknown) => Promise<void>;
  readonly tell: Tell;
  readonly now: () => number;
}

/**
 * Posts the head of the queue, or a digest of the first messages, and stores what became of it. Returns the fault of the
 * route, if there was one. Throws the signal's reason, and the errors of the store.
 *
 * @param pause The pause that the attempt may end.
 */
export async function deliverHead(
  queue: readonly StoredMessage[],
  pause: RouteState | undefined,
  options: SendOptions,
  tools: DeliveryTools,
): Promise<SendError | undefined> {
  const { record, address, now } = tools;
  const { messages, digest } = joinMessages(queue, options.maxText);
  const [head] = messages;
  if (!head) return undefined;
  if (!digest) return deliverParts(head, pause, options, tools);
  const ids = messages.map(({ id }) => id);
  try {
    await sendIncoming(address, digest, options);
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    if (isKept(error, pause)) return error;
    // Only one of the messages may be at fault: each is posted by itself.
    if (error.posted === 'no') await record((store) => store.change(ids, { joined: false }));
    else await bury(ids, undefined, error, tools);
    return error.fault === 'route' ? error : undefined;
  }
  // Stored whole for a while, as the digest holds only the first lines.
  await record((store) => store.change(ids, { state: 'kept', since: now() }));
  return undefined;
}

async function deliverParts(
  message: StoredMessage,
  pause: RouteState | undefined,
  options: SendOptions,
  tools: DeliveryTools,
): Promise<SendError | undefined> {
  const { webhook, record, address, tell } = tools;
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
        remaining = [withLink(remaining[0]), ...remaining.slice(1)];
        const text = `${webhook}: message ${id} is posted with a link in place of its file: ${error.message}`;
        tell({ kind: 'file_left_out', webhook, id, text, code: error.code });
      } else if (isKept(error, pause)) {
        const rest = remaining;
        if (isPartly) await record((store) => store.change([id], { remaining: rest }));
        return error;
      } else {
        await bury([id], remaining, error, tools);
        return error.fault === 'route' ? error : undefined;
      }
    }
    const rest = remaining;
    if (rest.length > 0) await record((store) => store.change([id], { remaining: rest }));
  }
  await record((store) => store.delete([id]));
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

/** Makes dead letters of the messages. */
async function bury(
  ids: readonly string[],
  remaining: readonly Message[] | undefined,
  { code, message, posted }: SendError,
  { webhook, record, tell, now }: DeliveryTools,
): Promise<void> {
  const at = now();
  const failure = { code, reason: message, posted, at };
  await record((store) => store.change(ids, { state: 'dead', since: at, failure, ...(remaining && { remaining }) }));
  for (const id of ids)
    tell({ kind: 'dead', webhook, id, text: `${webhook}: message ${id} is a dead letter: ${message}`, code });
}
