import { createAdaptorServer, type ServerType } from '@hono/node-server';

/** A server on a port. */
export interface Listening {
  readonly port: number;
  /** Accepts no further connection, and resolves after the running requests are answered, at most 5 seconds later. */
  readonly close: () => Promise<void>;
}

/** The most connections at a time. */
const maxConnections = 2000;
/** Milliseconds for the head of a request, and for the whole request. A body has a limit of its own. */
const [headersTimeout, requestTimeout] = [10_000, 30_000];
/** Milliseconds for the running requests when the server closes. */
const patience = 5000;

/** Serves on a port. Rejects with an `Error` of one sentence if the port cannot be opened. */
export async function listen(
  fetch: (req: Request) => Response | Promise<Response>,
  { port, host }: { readonly port: number; readonly host: string | undefined },
): Promise<Listening> {
  const server = createAdaptorServer({
    fetch,
    overrideGlobalObjects: false,
    serverOptions: { headersTimeout, requestTimeout, connectionsCheckingInterval: 2000 },
  });
  server.maxConnections = maxConnections;
  const bound = await open(server, port, host);
  return { port: bound, close: () => close(server) };
}

function open(server: ServerType, port: number, host: string | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', ({ code, message }: NodeJS.ErrnoException) => {
      const reasons: Readonly<Record<string, string>> = {
        EADDRINUSE: `Port ${port} is in use: end the other program, or choose another port with PORT`,
        EACCES: `Port ${port} needs more rights: choose a port over 1023 with PORT`,
        ENOTFOUND: `HOST "${host}" is unknown: choose an address of this machine, or leave out HOST`,
        EADDRNOTAVAIL: `HOST "${host}" is no address of this machine: choose another, or leave out HOST`,
      };
      reject(new Error(reasons[code ?? ''] ?? `Port ${port} cannot be opened: ${message}`));
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

function close(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    const closeAll = setTimeout(() => {
      if ('closeAllConnections' in server) server.closeAllConnections();
    }, patience);
    server.close(() => {
      clearTimeout(closeAll);
      resolve();
    });
    if ('closeIdleConnections' in server) server.closeIdleConnections();
  });
}
