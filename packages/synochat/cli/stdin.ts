import { Interrupted, UsageError } from './exit.ts';
import type { Output } from './output.ts';

/** Some five hundred posts: what is more was not meant for people to read. */
const maxBytes = 1024 * 1024;

/** All of stdin, without the line end that closes it. Says what is expected where somebody sits there. */
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
      if (bytes > maxBytes) throw new UsageError('stdin has over 1 MiB, which is no message: send it as a --file');
      chunks.push(chunk);
    }
  } catch (error) {
    throw signal.aborted ? givenUp() : error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
  if (signal.aborted) throw givenUp();
  return decode(Buffer.concat(chunks), output).replace(/\r?\n$/, '');
}

function givenUp(): Interrupted {
  return new Interrupted('Interrupted: nothing was sent');
}

/** A message is not lost for one wrong byte, as in the logs of old programs. */
function decode(bytes: Buffer, output: Output): string {
  const text = new TextDecoder().decode(bytes);
  if (text.includes('\ufffd') && !bytes.includes('\ufffd'))
    output.note('stdin is not all UTF-8: what is not shows as \ufffd.');
  return text;
}
