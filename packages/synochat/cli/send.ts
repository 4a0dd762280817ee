import { type Message, type SendOptions, sendBot, sendIncoming } from 'synochat';
import { findAddress } from './address.ts';
import type { Context } from './context.ts';
import { errorData } from './errors.ts';
import { type ExitCode, exitCodes, sendExitCode, UsageError } from './exit.ts';
import { composeMessage } from './message.ts';
import { readNetwork } from './network.ts';
import { counting, countPosts } from './posting.ts';
import { readRecipients } from './recipients.ts';
import { type SharedFile, shareFile } from './shared-file.ts';

/** Posts the message, and says what became of it. */
export async function send(context: Context): Promise<ExitCode> {
  const { flags, words, settings, output, stdin, signal } = context;
  const { to, file } = flags;
  if (flags.bot !== undefined && to === undefined) throw new UsageError('To whom is the bot to write? --to NAME');
  if (flags.webhook !== undefined && to !== undefined)
    throw new UsageError('A webhook posts in its channel, --to is for a bot: take one of them');
  const address = await findAddress(to ? 'bot' : 'webhook', settings, output);
  const network = await readNetwork(flags, settings, signal);
  const composed = await composeMessage(words, flags, stdin, output, signal);
  const users = to && (await readRecipients(to, address, network));

  const shared = file === undefined ? undefined : await shareFile(file, flags, settings);
  try {
    const message = shared ? { ...composed, fileUrl: shared.url } : composed;
    const total = countPosts(message.text) * (users?.length ?? 1);
    const options = { ...network, fetch: counting(network.fetch ?? fetch, total, output) };
    const code = users
      ? await toUsers(address.url, users, message, options, context)
      : await toChannel(address.url, message, options, context);
    const wasFetched = !shared || code !== exitCodes.done || (await isFetched(shared, network.timeout, context));
    if (!wasFetched) output.problem(neverFetched);
    return wasFetched ? code : exitCodes.unknown;
  } finally {
    shared?.close();
  }
}

async function toChannel(url: string, message: Message, options: SendOptions, { output }: Context): Promise<ExitCode> {
  await sendIncoming(url, message, options);
  output.data({ ok: true, posted: 'yes' });
  output.line('Delivered');
  return exitCodes.done;
}

async function toUsers(
  url: string,
  users: readonly number[],
  message: Message,
  options: SendOptions,
  { output }: Context,
): Promise<ExitCode> {
  const { sent, failed } = await sendBot(url, users, message, options);
  const errors = failed.map(({ error }) => error);
  const code = sendExitCode(errors, sent.length);
  const posted =
    errors.length === 0 ? 'yes' : errors.every((error) => error.posted === 'no') && sent.length === 0 ? 'no' : 'partly';
  output.data({
    ok: code === exitCodes.done,
    posted: code === exitCodes.unknown ? 'unknown' : posted,
    sent,
    failed: failed.map(({ userId, error }) => ({ userId, error: errorData(error) })),
  });
  if (sent.length > 0) output.line(`Delivered to ${sent.length === 1 ? 'one user' : `${sent.length} users`}`);
  for (const { userId, error } of failed) output.problem(`To ${userId} not delivered. ${error.message}`);
  return code;
}

/** Whether the NAS comes for the file, which it does before it answers or soon after. */
async function isFetched(
  { name, fetched }: SharedFile,
  timeout: number,
  { output, signal }: Context,
): Promise<boolean> {
  output.progress(`Waiting for the NAS to fetch ${name}`);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, timeout, false);
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', stop, { once: true });
    void fetched.then(() => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      resolve(true);
    });
  });
}

const neverFetched = 'Chat took the message, but nobody fetched the file: does the base URL work from the NAS?';
