import { type Message, SendError, type SendOptions, sendIncoming } from 'synochat';

/** The result of posting the first of several messages. */
export interface Attempt {
  /** `later`: not posted, retry. `refused`: not posted, do not retry. `unknown`: Chat may have posted the message. */
  readonly verdict: 'posted' | 'later' | 'refused' | 'unknown';
  /** The messages that are not posted yet, in order. */
  readonly remaining: readonly Message[];
  readonly code?: string;
  readonly reason?: string;
}

/** Posts the first of the messages. Never rejects. */
export async function attempt(
  webhook: string,
  messages: readonly Message[],
  options: SendOptions = {},
): Promise<Attempt> {
  try {
    await sendIncoming(webhook, messages[0] ?? {}, options);
    return { verdict: 'posted', remaining: messages.slice(1) };
  } catch (error) {
    const reason = String(error);
    console.warn(reason);
    // The messages were checked before, so the address is wrong: keep the messages until the next deployment.
    if (!(error instanceof SendError)) return { verdict: 'later', remaining: messages, reason };
    const { posted, retryable, code } = error;
    const verdict = retryable || posted === 'partly' ? 'later' : posted === 'no' ? 'refused' : 'unknown';
    const remaining = posted === 'no' ? messages : [...error.remaining, ...messages.slice(1)];
    return { verdict, remaining, code, reason };
  }
}

/** Returns the seconds to wait after a number of failures in a row: 5, doubling to at most ten minutes. */
export function backoff(failures: number): number {
  return Math.min(600, 5 * 2 ** (failures - 1));
}

/** Rejects with a `TypeError` for an invalid message, which would block all later messages. */
export async function assertPostable(message: string | Message): Promise<void> {
  const isValid = new Error();
  try {
    // Checks the message only: `sendIncoming` checks the message, then the aborted signal.
    await sendIncoming({ host: 'chat.invalid', token: 'none' }, message, { signal: AbortSignal.abort(isValid) });
  } catch (error) {
    if (error !== isValid) throw error;
  }
}
