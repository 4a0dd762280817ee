import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo, Server as SocketServer } from 'node:net';
import { UsageError } from '@synochat/command-line';

/** Listens on a port, by default on all addresses, and returns the port. Throws a `UsageError` if the port or host is not free. */
export function listenOn(server: SocketServer, port: number, host?: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', ({ code = 'unknown' }: NodeJS.ErrnoException) => {
      const problems: Readonly<Record<string, string>> = {
        EADDRINUSE: `Port ${port} is in use here: choose another with --port`,
        EACCES: `Port ${port} needs more rights: choose a port over 1023 with --port`,
        EADDRNOTAVAIL: `This machine has no address ${host ?? ''}: choose another with --host`,
        ENOTFOUND: `This machine has no address ${host ?? ''}: choose another with --host`,
      };
      reject(new UsageError(problems[code] ?? `Cannot listen on port ${port} (${code}): choose another with --port`));
    });
    server.listen({ port, ...(host === undefined ? {} : { host }) }, () => {
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Sends a response to the client of a server of Node. */
export async function writeResponse(res: ServerResponse, response: Response): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer());
  res.writeHead(response.status, Object.fromEntries(response.headers)).end(body);
}

/** Closes a server and all of its connections. */
export function closeServer(server: Server): void {
  server.close();
  server.closeAllConnections();
}
