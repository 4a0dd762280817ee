import type { Output } from '@synochat/command-line';
import { type Message, type SendOptions, type SentToUsers, sendBotAll, sendIncoming } from 'synochat';
import { errorData } from './errors.ts';
import { type ExitCode, exitCodes, sendExitCode } from './exit.ts';
import { canRepeat, type Retries, withRetries } from './retry.ts';

/** The result of a delivery for scripts and for people. */
export interface Delivery {
  readonly code: ExitCode;
  readonly data: object;
  readonly summary: string;
  readonly problems: readonly string[];
}

/** The receiver of a message: the channel of a webhook, or users of a bot. */
interface Receiver {
  readonly url: string;
  readonly users: readonly number[] | undefined;
}

/** Posts a message, again while tries are left. Rejects with the `SendError` of a webhook; those of users are in the result. */
export async function deliver(
  { url, users }: Receiver,
  message: Message,
  options: SendOptions,
  retries: Retries,
): Promise<Delivery> {
  if (users) return toUsers(await sendWithRetries(url, users, message, options, retries));
  await withRetries(() => sendIncoming(url, message, options), retries);
  return { code: exitCodes.done, data: { ok: true, posted: 'yes' }, summary: 'Delivered', problems: [] };
}

/** Prints a delivery and returns the exit code. */
export function reportDelivery({ code, data, summary, problems }: Delivery, output: Output): ExitCode {
  output.data(data);
  if (summary !== '') output.line(summary);
  for (const problem of problems) output.problem(problem);
  return code;
}

/** Sends again only to the users without a delivery. */
async function sendWithRetries(
  url: string,
  users: readonly number[],
  message: Message,
  options: SendOptions,
  retries: Retries,
): Promise<SentToUsers> {
  let { sent, failed } = await sendBotAll(url, users, message, options);
  for (;;) {
    const again = failed.filter(({ error }) => canRepeat(error));
    if (!(await retries.next(again[0]?.error))) return { sent, failed };
    const ids = again.map(({ userId }) => userId);
    const next = await sendBotAll(url, ids, message, options);
    sent = [...sent, ...next.sent];
    failed = [...failed.filter(({ userId }) => !ids.includes(userId)), ...next.failed];
  }
}

function toUsers({ sent, failed }: SentToUsers): Delivery {
  const code = sendExitCode(
    failed.map(({ error }) => error),
    sent.length,
  );
  const data = {
    ok: code === exitCodes.done,
    posted: postedBy(code),
    sent,
    failed: failed.map(({ userId, error }) => ({ userId, error: errorData(error) })),
  };
  const summary = sent.length === 0 ? '' : `Delivered to ${sent.length === 1 ? 'one user' : `${sent.length} users`}`;
  const problems = failed.map(({ userId, error }) => `To ${userId} not delivered. ${errorData(error).message}`);
  return { code, data, summary, problems };
}

function postedBy(code: ExitCode): 'yes' | 'no' | 'partly' | 'unknown' {
  if (code === exitCodes.done) return 'yes';
  if (code === exitCodes.unknown) return 'unknown';
  return code === exitCodes.partly ? 'partly' : 'no';
}
