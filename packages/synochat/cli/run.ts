import { UsageError } from '@synochat/command-line';
import { findAddress } from './address.ts';
import { type CommandEnd, runChild } from './child.ts';
import type { Context } from './context.ts';
import { deliver } from './deliver.ts';
import { errorData } from './errors.ts';
import { readNetwork } from './network.ts';
import { readRecipients } from './recipients.ts';
import { createRetries, readRetry, withRetries } from './retry.ts';
import { describeRun } from './run-message.ts';
import { slotFileLimiter } from './slots.ts';

/** Runs a command, posts the outcome, and returns the exit code of the command, also if the post fails. */
export async function run(context: Context): Promise<number> {
  const { flags, words, settings, output } = context;
  const { to, shell = false } = flags;
  // A mistake in the settings is told before the command, not after hours of work.
  if (flags.bot !== undefined && to === undefined) throw new UsageError('A bot writes to users: add --to NAME');
  const address = findAddress(to ? 'bot' : 'webhook', settings, output);
  const duration = readRetry(flags.retry);
  const end = new AbortController();
  const network = await readNetwork(flags, settings, end.signal);
  const outcome = await runChild(words, shell);
  // The signal of the context may have ended the command. A second signal ends the post.
  const stop = () => {
    end.abort(new Error('Interrupted: the outcome may not have been posted'));
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, stop);
  try {
    const retries = createRetries(duration, { signal: end.signal, output });
    const users = to && (await withRetries(() => readRecipients(to, address, network), retries));
    const options = { ...network, limiter: slotFileLimiter(process.env) };
    const message = { text: describeRun(words.join(' '), outcome) };
    const { data, problems } = await deliver({ url: address.url, users }, message, options, retries);
    output.data({ ...data, command: commandData(outcome) });
    for (const problem of problems) output.problem(problem);
  } catch (error) {
    const failure = errorData(error);
    output.data({ ok: false, error: failure, command: commandData(outcome) });
    output.problem(`The outcome was not posted. ${failure.message}`);
  }
  return outcome.code;
}

function commandData({ code, signal, duration }: CommandEnd): object {
  return { code, signal, duration };
}
