import { UsageError } from '@synochat/command-line';
import { findAddress } from './address.ts';
import type { Context } from './context.ts';
import { type Delivery, deliver, reportDelivery } from './deliver.ts';
import { type ExitCode, exitCodes } from './exit.ts';
import { composeMessage } from './message.ts';
import { readNetwork } from './network.ts';
import { countPosts, showProgress } from './posting.ts';
import { readRecipients } from './recipients.ts';
import { createRetries, readRetry, withRetries } from './retry.ts';
import { type SharedFile, shareFile } from './shared-file.ts';
import { slotFileLimiter } from './slots.ts';

/** Posts the message and prints the result. */
export async function send(context: Context): Promise<ExitCode> {
  const { flags, words, settings, output, stdin, signal } = context;
  const { to, file } = flags;
  if (flags.bot !== undefined && to === undefined) throw new UsageError('A bot writes to users: add --to NAME');
  if (flags.webhook !== undefined && to !== undefined)
    throw new UsageError('Pass --webhook or --to, not both: a webhook posts in its channel, --to writes as a bot');
  if (flags.button !== undefined && to === undefined) output.note(silentButtons);
  const address = findAddress(to ? 'bot' : 'webhook', settings, output);
  const network = await readNetwork(flags, settings, signal);
  const content = await composeMessage(words, flags, stdin, output, signal);
  const duration = readRetry(flags.retry);
  const retries = createRetries(duration, context);
  const users = to && (await withRetries(() => readRecipients(to, address, network), retries));

  const sharedFile = file === undefined ? undefined : await shareFile(file, context, duration);
  try {
    const message = sharedFile ? { ...content, fileUrl: sharedFile.url } : content;
    const total = countPosts(message.text) * (users?.length ?? 1);
    const limiter = slotFileLimiter(process.env);
    const options = { ...network, limiter, onPosted: showProgress(total, output) };
    const result = await deliver({ url: address.url, users }, message, options, retries);
    const isLost =
      sharedFile && result.code === exitCodes.done && !(await isFetched(sharedFile, network.timeout, context));
    return reportDelivery(isLost ? withoutFile(result) : result, output);
  } finally {
    sharedFile?.close();
  }
}

const silentButtons =
  'Chat is not known to send a press of a webhook button to any program. To get the presses, send as a bot: add --to NAME.';

/** Turns a delivery into a doubtful delivery: Chat may show the message without the file. */
function withoutFile({ data }: Delivery): Delivery {
  const message = 'Chat accepted the message, but nobody fetched the file: does the base URL work from the NAS?';
  const error = { code: 'file_not_fetched', message, posted: 'unknown' };
  return {
    code: exitCodes.unknown,
    data: { ...data, ok: false, posted: 'unknown', error },
    summary: '',
    problems: [message],
  };
}

/** Returns whether the NAS fetches the file within the timeout. The NAS does so before or soon after the answer. */
async function isFetched(
  { name, whenFetched }: SharedFile,
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
    void whenFetched.then(() => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      resolve(true);
    });
  });
}
