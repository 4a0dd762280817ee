import { Interrupted, type Output, UsageError } from '@synochat/command-line';

/** About 500 posts. A longer text is hardly a message for people. */
const maxTextBytes = 1024 * 1024;

/** Returns the text of stdin without the last line end. If stdin is a terminal, prints how to send the message. */
export async function readStdin(stdin: NodeJS.ReadStream, output: Output, signal: AbortSignal): Promise<string> {
  if (stdin.isTTY) output.note('Type the message; Ctrl+D on an empty line sends it, Ctrl+C gives it up.');
  const stop = () => {
    stdin.destroy();
  };
  signal.addEventListener('abort', stop);
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of stdin as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maxTextBytes)
        throw new UsageError('stdin holds over 1 MiB, too much for a message: send a file with --file');
      chunks.push(chunk);
    }
  } catch (error) {
    throw signal.aborted ? nothingSent() : error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
  if (signal.aborted) throw nothingSent();
  return decode(Buffer.concat(chunks), output).replace(/\r?\n$/, '');
}

function nothingSent(): Interrupted {
  return new Interrupted('Interrupted: nothing was sent');
}

/** Decodes UTF-8. Invalid bytes, common in logs of old programs, become U+FFFD and do not stop the message. */
function decode(bytes: Buffer, output: Output): string {
  const text = new TextDecoder().decode(bytes);
  if (text.includes('\ufffd') && !bytes.includes('\ufffd'))
    output.note('stdin is not all UTF-8: each invalid byte becomes \ufffd.');
  return text;
}
