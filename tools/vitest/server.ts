import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { TestProject } from 'vitest/node';
import {
  type Certificates,
  createCertificates,
  type Presence,
  presences,
} from '../../packages/synochat/test/helpers/certificates.ts';
import { createFaultyServer } from '../../packages/synochat/test/helpers/faulty-server.ts';
import { createKeepingServer, keepAlive } from '../../packages/synochat/test/helpers/keeping-server.ts';
import {
  createTlsFault,
  type TlsVersion,
  tlsFaults,
  tlsVersions,
} from '../../packages/synochat/test/helpers/tls-faults.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A loopback server that answers as the first part of the path says, see `behaviours`. */
    badServer: string;
    /** The same behind a certificate that nobody trusts. */
    untrustedServer: string;
    /** The same behind each kind of certificate, on 127.0.0.1. */
    secureServers: Record<Presence, string>;
    certificates: Certificates;
    /** How often a property is tried. */
    runs: number;
    /** The seed of all random values of a run. */
    seed: number;
    /** How many random schedules of faults are tried. */
    schedules: number;
    /** How many worlds of each kind the survey is tried in. */
    worlds: number;
    /** A loopback server with more faults and a record of what it received, see `createFaultyServer`. */
    faultyServer: string;
    /** A loopback server that ends idle connections, see `createKeepingServer`. */
    keepingServer: string;
    /** After how many milliseconds it does so. */
    keepAlive: number;
    /** Loopback addresses, without a scheme, that break TLS as their names say, for each version; see `createTlsFault`. */
    tlsFaults: Record<TlsVersion, Record<string, string>>;
    /** A loopback address that resets each connection before it reads from it. */
    resettingServer: string;
    /** A loopback address where nothing listens. */
    closedPort: string;
  }
}

const json = 'Content-Type: application/json; charset="UTF-8"\r\n';
const success = '{"success":true}';

/** The behaviours of a server between us and Chat, by the first part of the path. */
const behaviours: Record<string, (socket: Socket, detail: string) => void> = {
  ok: (socket) => socket.end(reply('200 OK', success)),
  // The raw bytes of a reply, base64url; the connection stays, as the replies do not say otherwise.
  raw: (socket, detail) => socket.write(Buffer.from(detail, 'base64url')),
  html: (socket) => socket.end(reply('200 OK', '<!doctype html><title>Sign in</title>', 'Content-Type: text/html\r\n')),
  status: (socket, detail) => socket.end(reply(`${detail} Whatever`, 'no')),
  redirect: (socket) => socket.end(reply('302 Found', '', 'Location: http://127.0.0.1:9/elsewhere\r\n')),
  hang: () => undefined,
  stall: (socket) => socket.write(`HTTP/1.1 200 OK\r\n${json}Content-Length: 16\r\n\r\n{"succ`),
  truncate: (socket) => socket.end(`HTTP/1.1 200 OK\r\n${json}Content-Length: 16\r\n\r\n{"succ`),
  close: (socket) => socket.end(),
  reset: (socket) => socket.resetAndDestroy(),
  endless: (socket) => {
    socket.write(`HTTP/1.1 200 OK\r\n${json}\r\n`);
    const more = () => {
      while (!socket.destroyed && socket.write('x'.repeat(16_384)));
    };
    socket.on('drain', more);
    more();
  },
};

function reply(status: string, body: string, headers = json): string {
  return `HTTP/1.1 ${status}\r\n${headers}Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`;
}

/** Answers once the whole request is there: a reply to half of one is another fault than those above. */
function serve(socket: Socket): void {
  let received = '';
  // A client that gives up resets the connection.
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => {
    received += chunk.toString('latin1');
    const end = received.indexOf('\r\n\r\n');
    const length = Number(/content-length: (\d+)/i.exec(received)?.[1] ?? 0);
    if (end === -1 || received.length < end + 4 + length) return;
    const [, name = '', , detail = ''] = /^(?:POST|GET) \/([a-z]+)(\.([\w-]+))?\//.exec(received) ?? [];
    received = '';
    (behaviours[name] ?? behaviours['close'])?.(socket, detail);
  });
}

/** `SEED=123 npm test` tries again what was tried with 123. */
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  console.log(`${project.name}: properties are tried with SEED=${seed}`);
  project.provide('seed', seed);
  const sockets = new Set<Socket>();
  const track = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serve(socket);
  };
  const certificates = await createCertificates();
  const plain = createServer(track);
  const secure = presences.map((presence) => createTlsServer(certificates.servers[presence], track));
  const faulty = createFaultyServer().on('connection', (socket) => sockets.add(socket));
  const keeping = createKeepingServer().on('connection', (socket) => sockets.add(socket));
  const resetting = createServer((socket) => socket.resetAndDestroy());
  const closed = createServer();
  const breaking = tlsVersions.map((version) =>
    tlsFaults.map((fault) =>
      createTlsFault(fault, version, certificates.servers.trusted).on('connection', (socket) => sockets.add(socket)),
    ),
  );
  const origins = await Promise.all(secure.map(async (server) => `https://127.0.0.1:${await listen(server)}`));
  const secureServers = Object.fromEntries(presences.map((presence, i) => [presence, origins[i] ?? ''])) as Record<
    Presence,
    string
  >;
  const breakingAt = await Promise.all(
    breaking.map(async (servers, i) => {
      const places = await Promise.all(servers.map(async (server) => `127.0.0.1:${await listen(server)}`));
      return [tlsVersions[i], Object.fromEntries(tlsFaults.map((fault, n) => [fault, places[n]]))];
    }),
  );
  project.provide('tlsFaults', Object.fromEntries(breakingAt) as Record<TlsVersion, Record<string, string>>);
  project.provide('badServer', `http://127.0.0.1:${await listen(plain)}`);
  project.provide('untrustedServer', secureServers.selfSigned);
  project.provide('secureServers', secureServers);
  project.provide('certificates', certificates);
  project.provide('faultyServer', `http://127.0.0.1:${await listen(faulty)}`);
  project.provide('keepingServer', `http://127.0.0.1:${await listen(keeping)}`);
  project.provide('keepAlive', keepAlive);
  project.provide('resettingServer', `http://127.0.0.1:${await listen(resetting)}`);
  project.provide('closedPort', `http://127.0.0.1:${await listen(closed)}`);
  closed.close();
  return async () => {
    for (const socket of sockets) socket.destroy();
    await Promise.all(
      [plain, faulty, keeping, resetting, ...secure, ...breaking.flat()].map(
        (server) => new Promise((resolve) => server.close(resolve)),
      ),
    );
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve((server.address() as AddressInfo).port);
    });
  });
}
