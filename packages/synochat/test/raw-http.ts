import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** An HTTP answer as its bytes say. */
export interface Reply {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** What is put on the wire: text as UTF-8, bytes, or that many milliseconds of silence. */
export type Piece = string | Uint8Array | number;

/** Sends the pieces over a socket of its own; resolves with the answer, or undefined when the server hangs up without one. */
export function exchange(port: number, pieces: readonly Piece[]): Promise<Reply | undefined> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const isHead = String(pieces[0]).startsWith('HEAD ');
    let received = Buffer.alloc(0);
    const settle = (reply: Reply | undefined) => {
      resolve(reply);
      clearTimeout(timer);
      socket.destroy();
    };
    const timer = setTimeout(() => {
      reject(new Error(`No complete answer, but ${JSON.stringify(received.toString())}`));
      socket.destroy();
    }, 15_000);
    socket.on('data', (bytes) => {
      received = Buffer.concat([received, bytes]);
      const reply = readReply(received, isHead, false);
      if (reply) settle(reply);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      settle(readReply(received, isHead, true));
    });
    void write();

    async function write() {
      for (const piece of pieces) {
        if (typeof piece === 'number') await pause(piece);
        else if (socket.writable) socket.write(piece);
      }
    }
  });
}

/** Sends the pieces and resets the connection without waiting for an answer. */
export async function hangUp(port: number, pieces: readonly Piece[]): Promise<void> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  socket.on('error', () => undefined);
  for (const piece of pieces) {
    if (typeof piece === 'number') await pause(piece);
    else socket.write(piece);
  }
  // A reset: workerd takes a mere end of the client's stream for one that still listens.
  socket.resetAndDestroy();
}

/** The reply if its last byte has come; where no length is given, that is when the connection ends. */
function readReply(bytes: Buffer, isHead: boolean, ended: boolean): Reply | undefined {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd === -1) return undefined;
  const [statusLine = '', ...lines] = bytes.subarray(0, headEnd).toString('latin1').split('\r\n');
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const body = isHead ? '' : readBody(bytes.subarray(headEnd + 4), headers, ended);
  return body === undefined ? undefined : { status: Number(statusLine.split(' ')[1]), headers, body };
}

function readBody(rest: Buffer, headers: ReadonlyMap<string, string>, ended: boolean): string | undefined {
  const length = headers.get('content-length');
  if (length !== undefined)
    return rest.length >= Number(length) ? rest.subarray(0, Number(length)).toString() : undefined;
  if (headers.get('transfer-encoding') === 'chunked') return readChunks(rest);
  return ended ? rest.toString() : undefined;
}

function readChunks(rest: Buffer): string | undefined {
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = rest.indexOf('\r\n', at);
    if (lineEnd === -1) return undefined;
    const size = Number.parseInt(rest.subarray(at, lineEnd).toString('latin1'), 16);
    if (size === 0) return Buffer.concat(chunks).toString();
    at = lineEnd + 2 + size + 2;
    if (at > rest.length) return undefined;
    chunks.push(rest.subarray(lineEnd + 2, at - 2));
  }
}
