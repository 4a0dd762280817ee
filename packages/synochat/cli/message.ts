import type { Message } from 'synochat';
import type { Flags } from './arguments.ts';
import { readButtons } from './buttons.ts';
import { UsageError } from './exit.ts';
import type { Output } from './output.ts';
import { readStdin } from './stdin.ts';
import { shownByTerminal } from './terminal-text.ts';

/** The message that was typed, piped in and asked for by flags, its `--file` apart. Throws a `UsageError` where it is none. */
export async function composeMessage(
  words: readonly string[],
  flags: Flags,
  stdin: NodeJS.ReadStream,
  output: Output,
  signal: AbortSignal,
): Promise<Message> {
  const fileUrl = flags['file-url'];
  if (fileUrl !== undefined && flags.file !== undefined)
    throw new UsageError('--file and --file-url exclude each other: a message has one file');
  if (fileUrl !== undefined && !isWebAddress(fileUrl))
    throw new UsageError('--file-url is an absolute http or https URL');
  const attachments = readButtons(flags);
  const hasFile = fileUrl !== undefined || flags.file !== undefined;

  const typed = words.filter((word) => word !== '-').join(' ');
  // A file stands for itself: a script's stdin, which may never end, is read with it only on demand.
  const piped = words.includes('-') || (words.length === 0 && !hasFile);
  if (piped && typed !== '') throw new UsageError('The text is either typed or comes from stdin (-), not both');
  const given = piped ? await readStdin(stdin, output, signal) : typed;
  const text = flags.raw ? given : shownByTerminal(given);
  if (text.trim() === '' && !hasFile)
    throw new UsageError(
      piped ? 'There was no text on stdin: nothing to send' : 'The text is empty: is a variable not set?',
    );
  return {
    ...(text.trim() === '' ? {} : { text }),
    ...(fileUrl === undefined ? {} : { fileUrl }),
    ...(attachments.length === 0 ? {} : { attachments }),
  };
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
