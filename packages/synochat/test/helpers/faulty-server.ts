import { createServer, type Server, type Socket } from 'node:net';

/** The server's record of the requests under an id. */
export interface FaultRecord {
  /** The number of requests with a complete head. */
  begun: number;
  /** How many came whole. */
  received: number;
  /** Bytes of replies that the client has received. */
  sentBytes: number;
  /** How many connections of these are still open. */
  open: number;
}

const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';
const success = '{"success":true}';
const tooFast = '{"error":{"code":411},"success":false}';

/** The action of the server after the head of a request, by the first part of the path. */
const early: Readonly<Record<string, (socket: Socket) => void>> = {
  'reset-in-request': (socket) => socket.resetAndDestroy(),
  'close-in-request': (socket) => socket.destroy(),
};

/** The action of the server after the whole request. */
const behaviours: Readonly<Record<string, (socket: Socket) => void>> = {
  'reset-before-reply': (socket) => socket.resetAndDestroy(),
  'reset-in-head': (socket) => {
    writeThenReset(socket, 'HTTP/1.1 200 O');
  },
  'reset-in-body': (socket) => {
    writeThenReset(socket, `${head}Content-Length: 16\r\n\r\n{"succ`);
  },
  'reset-after-reply': (socket) => {
    writeThenReset(socket, `${head}Connection: close\r\nContent-Length: 16\r\n\r\n${success}`);
  },
  'short-of-its-length': (socket) => socket.end(`${head}Content-Length: 16\r\n\r\n{"succ`),
  'short-of-a-chunk': (socket) => socket.end(`${head}Transfer-Encoding: chunked\r\n\r\n10\r\n{"succ`),
  'short-of-the-last-chunk': (socket) => socket.end(`${head}Transfer-Encoding: chunked\r\n\r\n6\r\n{"succ\r\n`),
  'short-without-a-length': (socket) => socket.end(`${head}Connection: close\r\n\r\n{"succ`),
  'no-http': (socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'),
  'an-image': (socket) =>
    socket.end('HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nConnection: close\r\nContent-Length: 4\r\n\r\n\x89PNG'),
  'plain-text': (socket) =>
    socket.end(
      `HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\nContent-Length: 16\r\n\r\n${success}`,
    ),
  endless: (socket) => {
    pour(socket, `${head}\r\n`, 'x'.repeat(16_384));
  },
  'endless-chunks': (socket) => {
    pour(socket, `${head}Transfer-Encoding: chunked\r\n\r\n`, `4000\r\n${'x'.repeat(16_384)}\r\n`);
  },
  'half-a-gigabyte': (socket) => {
    pour(socket, `${head}Content-Length: 524288000\r\n\r\n`, 'x'.repeat(16_384));
  },
  'endless-headers': (socket) => {
    pour(socket, head, `X-More: ${'x'.repeat(1000)}\r\n`);
  },
  'one-endless-header': (socket) => {
    pour(socket, `${head}X-More: `, 'x'.repeat(16_384));
  },
  'endless-hints': (socket) => {
    trickle(socket, ['HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n'], true);
  },
  'byte-by-byte': (socket) => {
    trickle(socket, `${head}Content-Length: 16\r\n\r\n${success}`.split(''));
  },
  'body-byte-by-byte': (socket) => {
    trickle(socket, [`${head}Content-Length: 16\r\n\r\n`, ...success.split('')]);
  },
  'too-fast-for-ever': (socket) => socket.write(`${head}Content-Length: ${tooFast.length}\r\n\r\n${tooFast}`),
};

/** A server for raw faults, which keeps a record of each id: `/BEHAVIOUR/ID/…`; `/record/ID` gives the record. */
export function createFaultyServer(): Server {
  const records = new Map<string, FaultRecord>();
  const recordOf = (id: string) => {
    const record = records.get(id) ?? { begun: 0, received: 0, sentBytes: 0, open: 0 };
    records.set(id, record);
    return record;
  };
  return createServer((socket) => {
    let request = '';
    let begun = false;
    // A client that gives up resets the connection.
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      request += chunk.toString('latin1');
      const end = request.indexOf('\r\n\r\n');
      if (end === -1) return;
      const [, name = '', id = ''] = /^\w+ \/([\w-]+)\/([\w-]+)/.exec(request) ?? [];
      const record = recordOf(id);
      if (name === 'record') {
        const body = JSON.stringify(record);
        socket.end(`${head}Connection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
        return;
      }
      if (!begun) keep(socket, record);
      begun = true;
      early[name]?.(socket);
      const length = Number(/content-length: (\d+)/i.exec(request)?.[1] ?? 0);
      if (socket.destroyed || request.length < end + 4 + length) return;
      request = '';
      record.received++;
      behaviours[name]?.(socket);
    });
  });
}

function keep(socket: Socket, record: FaultRecord): void {
  record.begun++;
  record.open++;
  socket.on('close', () => {
    record.open--;
    record.sentBytes += socket.bytesWritten - socket.writableLength;
  });
}

/** Once the bytes have left: those that wait are lost in a reset. */
function writeThenReset(socket: Socket, bytes: string): void {
  socket.write(bytes, () => setTimeout(() => socket.resetAndDestroy(), 50));
}

/** As many bytes as the client reads, without an end. */
function pour(socket: Socket, beginning: string, more: string): void {
  const pourOn = () => {
    while (!socket.destroyed && socket.write(more));
  };
  socket.on('drain', pourOn);
  if (socket.write(beginning)) pourOn();
}

/** A piece every 20 ms, and the last of them for ever where it is to go on. */
function trickle(socket: Socket, pieces: readonly string[], forEver = false): void {
  let sent = 0;
  const timer = setInterval(() => {
    const piece = pieces[sent++] ?? (forEver ? pieces.at(-1) : undefined);
    if (piece !== undefined) socket.write(piece, 'latin1');
  }, 20);
  socket.on('close', () => {
    clearInterval(timer);
  });
}
