import { type Output, UsageError } from '@synochat/command-line';
import type { Message } from 'synochat';
import { readButtons } from './buttons.ts';
import type { Flags } from './flags.ts';
import { readStdin } from './stdin.ts';
import { shownByTerminal } from './terminal-text.ts';

/** Returns the message of words, stdin and flags, without the `--file`. Throws a `UsageError` if the message is invalid. */
export async function composeMessage(
  words: readonly string[],
  flags: Flags,
  stdin: NodeJS.ReadStream,
  output: Output,
  signal: AbortSignal,
): Promise<Message> {
  const fileUrl = flags['file-url'];
  if (fileUrl !== undefined && flags.file !== undefined)
    throw new UsageError('A message has one file: pass --file or --file-url, not both');
  if (fileUrl !== undefined && !isWebAddress(fileUrl))
    throw new UsageError('--file-url must be an absolute http or https URL');
  const attachments = readButtons(flags);
  const hasFile = fileUrl !== undefined || flags.file !== undefined;

  const typed = words.filter((word) => word !== '-').join(' ');
  // A file needs no text. The stdin of a script may never end, so beside a file only `-` reads stdin.
  const isPiped = words.includes('-') || (words.length === 0 && !hasFile);
  if (isPiped && typed !== '') throw new UsageError('Pass the text as words or on stdin (-), not both');
  const source = isPiped ? await readStdin(stdin, output, signal) : typed;
  const text = flags.raw ? source : shownByTerminal(source);
  if (text.trim() === '' && !hasFile)
    throw new UsageError(
      isPiped
        ? 'stdin holds no text: pipe a text into the command, or pass words'
        : 'The text is empty: is a variable not set?',
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
