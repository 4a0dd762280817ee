import type { Context } from './context.ts';
import { type ExitCode, exitCodes, UsageError } from './exit.ts';
import { harmless } from './harmless.ts';
import { fileNameOf } from './heard.ts';
import { clock, heardLines } from './heard-lines.ts';
import { type Arrival, createHookServer } from './hook-server.ts';
import { reachableAt } from './own-addresses.ts';
import { closeServer, listenOn, portOf } from './server.ts';
import { createTokenWords } from './token-words.ts';
import { noteUrls } from './where-to-enter.ts';

/** The port of `listen`, and of the doctor who waits for what comes in. */
export const usualPort = '8080';
export const toldTls = 'Chat was told https:// but this program speaks http: change the URL in Chat';

/** Shows what Chat sends, and answers something that Chat shows; until it is interrupted. */
export async function listen(context: Context): Promise<ExitCode> {
  const { flags, settings, output, signal } = context;
  const token = readToken(context);
  const server = createHookServer({ kind: flags.kind, token, onArrival: createShow(context, token) });
  const port = await listenOn(server, portOf(flags.port ?? usualPort), flags.host);
  noteUrls(reachableAt(settings('base-url')?.value, flags.host, port), output);
  output.note('Then write in Chat: what arrives is shown here, and answered. Ctrl+C ends it.\n');
  await new Promise<void>((resolve) => {
    const end = () => {
      resolve();
    };
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
  });
  closeServer(server);
  return exitCodes.done;
}

/** Reads the token that is expected, which is not shown from now on. Throws a `UsageError` for an empty one. */
export function readToken({ settings, output }: Context): string | undefined {
  const token = settings('token');
  if (token?.value.trim() === '')
    throw new UsageError(`The token (from ${token.from}) is empty: is a variable not set?`);
  if (token) output.hide(token.value);
  return token?.value;
}

function createShow({ output }: Context, token: string | undefined) {
  const wordsOf = createTokenWords(token);
  return (arrival: Arrival) => {
    if (arrival.kind === 'tls') output.problem(toldTls);
    if (arrival.kind === 'event') {
      const { heard } = arrival;
      const about = wordsOf(heard.token);
      output.data({ ...heard, token: about, fileName: fileNameOf(heard) });
      for (const line of heardLines(heard, about, output.style)) output.line(line);
    }
    if (arrival.kind === 'refused') {
      const { code, message } = arrival.error;
      output.data({ kind: 'refused', code, message, bytes: arrival.bytes });
      output.line(
        `${clock(new Date())}  ${output.style('yellow', code === 'probe' ? 'a probe, answered' : `refused: ${code}`)}  ${harmless(message)}\n`,
      );
    }
  };
}
