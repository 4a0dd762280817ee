import { type Output, UsageError } from '@synochat/command-line';
import { type Message, type SendOptions, sendBotAll, sendIncoming } from 'synochat';
import { findAddress } from './address.ts';
import type { Context } from './context.ts';
import { errorData } from './errors.ts';
import { type ExitCode, exitCodes, sendExitCode } from './exit.ts';
import { composeMessage } from './message.ts';
import { readNetwork } from './network.ts';
import { countPosts, showProgress } from './posting.ts';
import { readRecipients } from './recipients.ts';
import { type SharedFile, shareFile } from './shared-file.ts';

/** Posts the message and prints the result. */
export async function send(context: Context): Promise<ExitCode> {
  const { flags, words, settings, output, stdin, signal } = context;
  const { to, file } = flags;
  if (flags.bot !== undefined && to === undefined) throw new UsageError('A bot writes to users: add --to NAME');
  if (flags.webhook !== undefined && to !== undefined)
    throw new UsageError('Pass --webhook or --to, not both: a webhook posts in its channel, --to writes as a bot');
  const address = findAddress(to ? 'bot' : 'webhook', settings, output);
  const network = await readNetwork(flags, settings, signal);
  const content = await composeMessage(words, flags, stdin, output, signal);
  const users = to && (await readRecipients(to, address, network));

  const sharedFile = file === undefined ? undefined : await shareFile(file, flags, settings);
  try {
    const message = sharedFile ? { ...content, fileUrl: sharedFile.url } : content;
    const total = countPosts(message.text) * (users?.length ?? 1);
    const options = { ...network, onPosted: showProgress(total, output) };
    const result = users
      ? await toUsers(address.url, users, message, options)
      : await toChannel(address.url, message, options);
    const isLost =
      sharedFile && result.code === exitCodes.done && !(await isFetched(sharedFile, network.timeout, context));
    return report(isLost ? withoutFile(result) : result, output);
  } finally {
    sharedFile?.close();
  }
}

/** The result for scripts and for people. */
interface Result {
  readonly code: ExitCode;
  readonly data: object;
  readonly summary: string;
  readonly problems: readonly string[];
}

async function toChannel(url: string, message: Message, options: SendOptions): Promise<Result> {
  await sendIncoming(url, message, options);
  return { code: exitCodes.done, data: { ok: true, posted: 'yes' }, summary: 'Delivered', problems: [] };
}

async function toUsers(url: string, users: readonly number[], message: Message, options: SendOptions): Promise<Result> {
  const { sent, failed } = await sendBotAll(url, users, message, options);
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

/** Turns a delivery into a doubtful delivery: Chat may show the message without the file. */
function withoutFile({ data }: Result): Result {
  const message = 'Chat accepted the message, but nobody fetched the file: does the base URL work from the NAS?';
  const error = { code: 'file_not_fetched', message, posted: 'unknown' };
  return {
    code: exitCodes.unknown,
    data: { ...data, ok: false, posted: 'unknown', error },
    summary: '',
    problems: [message],
  };
}

function report({ code, data, summary, problems }: Result, output: Output): ExitCode {
  output.data(data);
  if (summary !== '') output.line(summary);
  for (const problem of problems) output.problem(problem);
  return code;
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
