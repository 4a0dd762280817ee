interface Server {
  readonly port: number;
  /** Refuses new connections, and resolves when all running requests are answered. */
  readonly close: () => Promise<unknown>;
}

const signals = ['SIGTERM', 'SIGINT'] as const;
/** Milliseconds that connections have to end after the work: a client may hold its connection open for ever. */
const grace = 5000;

/**
 * Starts a server at `HOST` (default: 127.0.0.1) and `PORT` (default: 3000), and prints the address. SIGTERM and SIGINT
 * close the server, and end the program when `finish` has resolved and the connections have ended, five seconds later at the
 * latest. A second signal ends the program at once. If the server cannot listen, the program ends with one line on stderr.
 */
export async function run(
  listen: (hostname: string, port: number) => Server | Promise<Server>,
  finish: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const hostname = variable('HOST', '127.0.0.1');
  const value = variable('PORT', '3000');
  if (!/^\d+$/.test(value) || Number(value) > 65_535) fail('PORT is not a port: set PORT to a number from 0 to 65535');
  const { port, close } = await tryListen(listen, hostname, Number(value));
  console.log(`Listening on http://${hostname.includes(':') ? `[${hostname}]` : hostname}:${port}`);
  const stop = (): void => {
    // A second signal, also the other one, ends the program.
    for (const signal of signals) process.off(signal, stop);
    void end(close(), finish());
  };
  for (const signal of signals) process.on(signal, stop);
}

async function end(closed: Promise<unknown>, finished: Promise<void>): Promise<void> {
  await finished;
  setTimeout(() => process.exit(0), grace);
  await closed;
  process.exit(0);
}

/** Returns the default for an empty variable too: an empty host would be every address. */
function variable(name: string, byDefault: string): string {
  const value = process.env[name]?.trim() ?? '';
  return value === '' ? byDefault : value;
}

async function tryListen(listen: Parameters<typeof run>[0], hostname: string, port: number): Promise<Server> {
  try {
    return await listen(hostname, port);
  } catch (error) {
    const { code, name, message } = error as NodeJS.ErrnoException;
    // Node and Bun set a code, Deno sets a name.
    if (code === 'EADDRINUSE' || name === 'AddrInUse')
      return fail(`Port ${port} is in use: set PORT to another port, such as ${port + 1}`);
    return fail(`Cannot listen on ${hostname}, port ${port}: ${message.split('\n')[0]}`);
  }
}

function fail(line: string): never {
  console.error(line);
  process.exit(2);
}
