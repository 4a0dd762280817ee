import { createServer, type Server, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { createSecureContext, type SecureContext, TLSSocket } from 'node:tls';

export const tlsVersions = ['TLSv1.2', 'TLSv1.3'] as const;
export type TlsVersion = (typeof tlsVersions)[number];

/** A server's record of the clients. */
export interface TlsRecord {
  /** The number of clients that began a handshake. */
  connections: number;
  /** How many requests came whole. */
  received: number;
  /** How many connections are still open. */
  open: number;
}

/** Bytes written to `secure` leave encrypted on `wire`. */
interface Connection {
  readonly wire: Socket;
  readonly secure: TLSSocket;
}

type Fault = (connection: Connection) => unknown;
type Faults = Readonly<Record<string, Fault>>;

const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';
const plainText = 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';
const record = (version: number) => Uint8Array.of(23, version, version, 0, 32, ...Array<number>(32).fill(7));

/** How it answers the greeting of a client. */
const greeted: Readonly<Record<string, (wire: Socket) => unknown>> = {
  'reset-handshake': (wire) => wire.resetAndDestroy(),
  'close-handshake': (wire) => wire.end(),
  'refuse-handshake': (wire) => wire.end(Uint8Array.of(21, 3, 3, 0, 2, 2, 40)),
  'plain-text': (wire) => wire.end(plainText),
  silence: () => undefined,
};

/** How many bytes of a right answer to the greeting leave. */
const cut: Readonly<Record<string, number>> = { 'cut-handshake-early': 60, 'cut-handshake-late': 300 };

/** How a connection ends: as by a crash, as it should, and as by a firewall or an attacker. */
const ends: Faults = {
  reset: ({ wire }) => wire.resetAndDestroy(),
  close: ({ secure }) => secure.end(),
  cut: ({ wire }) => wire.end(),
};

/** Writes bytes that are no TLS, on a connection that stays. */
const garbage: Faults = {
  'plain-text': ({ wire }) => wire.write(plainText),
  'damaged-record': ({ wire }) => wire.write(record(3)),
  'another-version': ({ wire }) => wire.write(record(9)),
};

/** The action of the server after the handshake. The server does not read the request. */
const secured = named('after-handshake', ends);
/** The action of the server after the whole request. */
const received = {
  ...named('before-reply', { ...ends, ...garbage }),
  ...named('in-reply', { ...ends, ...garbage }, (fault) => (connection) => {
    connection.secure.write(`${head}Content-Length: 16\r\n\r\n{"succ`);
    setTimeout(fault, 50, connection);
  }),
};

export const tlsFaults = ['wants-a-certificate', ...[greeted, cut, secured, received].flatMap(Object.keys)];

/** A server that breaks TLS in one way. Asked by plain HTTP it gives its record. */
export function createTlsFault(
  fault: string,
  version: TlsVersion,
  certificate: { readonly key: string; readonly cert: string },
): Server {
  const seen: TlsRecord = { connections: 0, received: 0, open: 0 };
  const secureContext = createSecureContext({ ...certificate, minVersion: version, maxVersion: version });
  return createServer((wire) => {
    // A client that gives up resets the connection.
    wire.on('error', () => undefined);
    wire.once('data', (greeting: Buffer) => {
      if (greeting[0] !== 22) {
        const body = JSON.stringify(seen);
        wire.end(`${head}Connection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
        return;
      }
      seen.connections++;
      seen.open++;
      wire.on('close', () => seen.open--);
      const answer = greeted[fault];
      if (answer) answer(wire.resume());
      else speak(fault, wire, secure(wire, greeting, secureContext, fault), seen);
    });
  });
}

function speak(fault: string, wire: Socket, secure: TLSSocket, seen: TlsRecord): void {
  const atOnce = secured[fault];
  secure.on('secure', () => atOnce?.({ wire, secure }));
  if (atOnce) return;
  let request = '';
  secure.on('data', (chunk: Buffer) => {
    request += chunk.toString('latin1');
    const end = request.indexOf('\r\n\r\n');
    const length = Number(/content-length: (\d+)/i.exec(request)?.[1] ?? 0);
    if (end === -1 || request.length < end + 4 + length) return;
    seen.received++;
    received[fault]?.({ wire, secure });
  });
}

/** TLS over a line of its own, so that other bytes can be written beside it. */
function secure(wire: Socket, greeting: Buffer, secureContext: SecureContext, fault: string): TLSSocket {
  let remaining = cut[fault] ?? Number.POSITIVE_INFINITY;
  const line = new Duplex({
    read: () => undefined,
    write(bytes: Buffer, _, done) {
      if (remaining > 0 && wire.writable) wire.write(bytes.subarray(0, remaining));
      remaining -= bytes.length;
      if (remaining <= 0) wire.end();
      done();
    },
    final(done) {
      wire.end(done);
    },
  });
  const wanted = fault === 'wants-a-certificate';
  const socket = new TLSSocket(line, {
    isServer: true,
    secureContext,
    requestCert: wanted,
    rejectUnauthorized: wanted,
  });
  line.push(greeting);
  wire.on('data', (bytes) => line.push(bytes));
  wire.on('close', () => socket.destroy());
  socket.on('error', () => wire.end());
  return socket;
}

/** The faults by their names with an ending that says when they come. */
function named(when: string, faults: Faults, changed = (fault: Fault): Fault => fault): Faults {
  return Object.fromEntries(Object.entries(faults).map(([how, fault]) => [`${how}-${when}`, changed(fault)]));
}
