import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo, Server as SocketServer } from 'node:net';
import { UsageError } from './exit.ts';

/** Listens, by default on all addresses of this machine, and gives the port. Throws a `UsageError` where it cannot. */
export function listenOn(server: SocketServer, port: number, host?: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', ({ code = 'unknown' }: NodeJS.ErrnoException) => {
      const known: Readonly<Record<string, string>> = {
        EADDRINUSE: `Port ${port} is in use here: choose another with --port`,
        EACCES: `Port ${port} may not be used without more rights: choose one over 1023 with --port`,
        EADDRNOTAVAIL: `This machine has no address ${host ?? ''}, see --host`,
        ENOTFOUND: `This machine has no address ${host ?? ''}, see --host`,
      };
      reject(new UsageError(known[code] ?? `Cannot listen on port ${port} (${code})`));
    });
    server.listen({ port, ...(host === undefined ? {} : { host }) }, () => {
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Answers with it. */
export async function writeResponse(res: ServerResponse, response: Response): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer());
  res.writeHead(response.status, Object.fromEntries(response.headers)).end(body);
}

/** Ends it, whoever is still connected. */
export function closeServer(server: Server): void {
  server.close();
  server.closeAllConnections();
}

export function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new UsageError('--port is a whole number up to 65535');
  return port;
}
