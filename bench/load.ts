import { connect, type Socket } from 'node:net';

/** The speed of a server under load. */
export interface Load {
  /** Requests per second. */
  readonly rate: number;
  /** Milliseconds that 99 of 100 requests took at most. */
  readonly p99: number;
}

interface Options {
  readonly connections: number;
  readonly requests: number;
  /** Part of every answer; anything else is an error. */
  readonly expected: string;
}

/**
 * Posts the body over connections that stay open, on each the next request when the answer to the last one is there.
 * Sockets instead of fetch: what asks must cost less than what answers. The answers must tell their length.
 */
export async function load(port: number, body: string, { connections, requests, expected }: Options): Promise<Load> {
  const request = Buffer.from(
    `POST /hook HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)));
  const times: number[] = [];
  let remaining = requests;
  const start = performance.now();
  try {
    await Promise.all(
      sockets.map(async (socket) => {
        const ask = asker(socket, request, expected);
        while (remaining-- > 0) times.push(await ask());
      }),
    );
  } finally {
    for (const socket of sockets) socket.destroy();
  }
  const seconds = (performance.now() - start) / 1000;
  times.sort((a, b) => a - b);
  return { rate: requests / seconds, p99: times[Math.floor(times.length * 0.99)] ?? Number.NaN };
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    socket.setEncoding('latin1').once('error', reject);
    socket.once('connect', () => {
      resolve(socket);
    });
  });
}

/** Sends one request and resolves with the milliseconds until its whole answer was there. */
function asker(socket: Socket, request: Buffer, expected: string): () => Promise<number> {
  let received = '';
  let answered: ((problem?: string) => void) | undefined;
  socket.on('data', (text: string) => {
    received += text;
    if (isWhole(received)) answered?.(received.includes(expected) ? undefined : `Answered ${received}`);
  });
  socket.on('close', () => answered?.('The server hung up'));
  return () =>
    new Promise((resolve, reject) => {
      const start = performance.now();
      received = '';
      answered = (problem) => {
        if (problem === undefined) resolve(performance.now() - start);
        else reject(new Error(problem));
      };
      socket.write(request);
    });
}

function isWhole(received: string): boolean {
  const head = received.indexOf('\r\n\r\n');
  if (head < 0) return false;
  const length = /\r\ncontent-length: *(\d+)/i.exec(received)?.[1];
  return length === undefined ? received.endsWith('\r\n0\r\n\r\n') : received.length >= head + 4 + Number(length);
}
