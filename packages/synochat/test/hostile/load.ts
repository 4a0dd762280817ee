import { connect, type Socket } from 'node:net';
import { mixed } from './load-mix.ts';
import { hangUp } from './raw-http.ts';
import { type Reply, readReply } from './raw-reply.ts';

interface Load {
  readonly requests: number;
  readonly connections: number;
  /** How often `sample` is called, evenly over the requests. */
  readonly samples: number;
  readonly sample: () => void;
}

/** Sends that many mixed requests, one at a time on each connection; gives how often which wrong answer came. */
export async function load(
  port: number,
  { requests, connections, samples, sample }: Load,
): Promise<Record<string, number>> {
  const wrong: Record<string, number> = {};
  const every = Math.ceil(requests / samples);
  let sent = 0;
  const work = async () => {
    const { ask, close } = connection(port);
    while (sent < requests) {
      if (sent % every === 0) sample();
      const { name, bytes, status } = mixed(sent++);
      if (status === undefined) {
        // Long enough for the handler to begin.
        await hangUp(port, [bytes, 2]);
        continue;
      }
      const reply = await ask(bytes);
      // After these a server may end the connection in its own time.
      if (status === 408 || status === 413) close();
      if (reply?.status === status) continue;
      const answer = `${name}: ${reply?.status ?? 'no answer'}`;
      wrong[answer] = (wrong[answer] ?? 0) + 1;
    }
    close();
  };
  await Promise.all(Array.from({ length: connections }, work));
  return wrong;
}

/** A connection that is made again when it has ended. */
export function connection(port: number) {
  let socket: Socket | undefined;
  let received: Buffer = Buffer.alloc(0);
  let settle: ((reply: Reply | undefined) => void) | undefined;

  const close = () => {
    // A reset: a million ends in good order use up the port numbers.
    socket?.resetAndDestroy();
    socket = undefined;
  };
  const read = (ended: boolean) => {
    const reply = readReply(received, false, ended)?.reply;
    if (!reply && !ended) return;
    if (reply?.headers.get('connection') === 'close') close();
    received = Buffer.alloc(0);
    settle?.(reply);
  };
  const open = () => {
    const opened = connect({ port, host: '127.0.0.1', noDelay: true });
    opened.on('data', (data) => {
      received = received.length === 0 ? data : Buffer.concat([received, data]);
      read(false);
    });
    opened.on('error', () => undefined);
    opened.on('close', () => {
      if (socket !== opened) return;
      socket = undefined;
      read(true);
    });
    return opened;
  };

  return {
    close,
    ask: (bytes: Buffer) =>
      new Promise<Reply | undefined>((resolve) => {
        settle = resolve;
        socket ??= open();
        socket.write(bytes);
      }),
  };
}
