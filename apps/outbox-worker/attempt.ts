import { type Message, SendError, type SendOptions, sendIncoming } from 'synochat';

/** What came of posting the first of some messages. */
export interface Attempt {
  /** `later`: not posted and worth another try. `refused`: never will be. `unknown`: Chat may have posted it. */
  readonly verdict: 'posted' | 'later' | 'refused' | 'unknown';
  /** What is still to be posted, in order. */
  readonly left: readonly Message[];
  readonly code?: string;
  readonly reason?: string;
}

/** Posts the first of these messages and tells what is to become of the others. Never rejects. */
export async function attempt(
  webhook: string,
  messages: readonly Message[],
  options: SendOptions = {},
): Promise<Attempt> {
  try {
    await sendIncoming(webhook, messages[0] ?? {}, options);
    return { verdict: 'posted', left: messages.slice(1) };
  } catch (error) {
    const reason = String(error);
    console.warn(reason);
    // The messages were looked at before, so this is our own mistake, an address that is not set: a deployment mends it.
    if (!(error instanceof SendError)) return { verdict: 'later', left: messages, reason };
    const { posted, retryable, code, remaining } = error;
    const verdict = retryable || posted === 'partly' ? 'later' : posted === 'no' ? 'refused' : 'unknown';
    return { verdict, left: posted === 'no' ? messages : [...remaining, ...messages.slice(1)], code, reason };
  }
}

/** Seconds to wait after so many failures in a row: 5 and doubling, at most ten minutes. */
export function backoff(failures: number): number {
  return Math.min(600, 5 * 2 ** (failures - 1));
}

/** Rejects with a `TypeError` for a message that can never be posted, before others would stand in line behind it. */
export async function assertPostable(message: string | Message): Promise<void> {
  const looked = new Error();
  try {
    // Nothing is sent: the message is looked at first, then the signal.
    await sendIncoming({ host: 'chat.invalid', token: 'none' }, message, { signal: AbortSignal.abort(looked) });
  } catch (error) {
    if (error !== looked) throw error;
  }
}
