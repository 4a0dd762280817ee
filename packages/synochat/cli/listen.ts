import { harmless, readPort, UsageError } from '@synochat/command-line';
import type { Context } from './context.ts';
import { fileNameOf } from './event.ts';
import { clock, eventLines } from './event-lines.ts';
import { type ExitCode, exitCodes } from './exit.ts';
import { type Arrival, createHookServer } from './hook-server.ts';
import { reachableAt } from './own-addresses.ts';
import { createRecorder } from './record/recorder.ts';
import { closeServer, listenOn } from './server.ts';
import { createTokenDescriber } from './token-description.ts';
import { noteUrls } from './where-to-enter.ts';

/** The port of `listen` and `doctor --listen`. */
export const defaultPort = '8080';
export const tlsProblem = 'Chat was told https:// but this program speaks http: change the URL in Chat';

/** Prints and answers every event from Chat until Ctrl+C. */
export async function listen(context: Context): Promise<ExitCode> {
  const { flags, settings, output, signal } = context;
  const token = readToken(context);
  const recorder = flags.record === undefined ? undefined : createRecorder(flags.record, context, token);
  const show = createShow(context, token);
  const server = createHookServer({
    kind: flags.kind,
    token,
    onArrival(arrival) {
      show(arrival);
      recorder?.record(arrival);
    },
  });
  const port = await listenOn(server, readPort(flags.port ?? defaultPort), flags.host);
  noteUrls(reachableAt(settings.read('base-url')?.value, flags.host, port), output);
  output.note('Then write in Chat: every event is printed here, and answered. Ctrl+C ends the command.\n');
  await new Promise<void>((resolve) => {
    const end = () => {
      resolve();
    };
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
  });
  closeServer(server);
  await recorder?.end();
  return exitCodes.done;
}

/** Returns the expected token and hides the token in all later output. Throws a `UsageError` if the token is empty. */
export function readToken({ settings, output }: Context): string | undefined {
  const token = settings.read('token');
  if (token?.value.trim() === '')
    throw new UsageError(`The token (from ${token.from}) is empty: is a variable not set?`);
  if (token) output.hide(token.value);
  return token?.value;
}

function createShow({ output }: Context, token: string | undefined) {
  const describeToken = createTokenDescriber(token);
  return (arrival: Arrival) => {
    if (arrival.kind === 'tls') output.problem(tlsProblem);
    if (arrival.kind === 'event') {
      const { event } = arrival;
      const about = describeToken(event.token);
      output.data({ ...event, token: about, fileName: fileNameOf(event) });
      for (const line of eventLines(event, about, output.style)) output.line(line);
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
