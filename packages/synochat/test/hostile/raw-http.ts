import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { type Reply, readReply } from './raw-reply.ts';

/** The end of the client's half of the connection; it still reads. */
export const fin = Symbol('FIN');

/** A piece on the wire: text as UTF-8, bytes, that many milliseconds of silence, or the end. */
export type Piece = string | Uint8Array | number | typeof fin;

/** Sends the pieces over a new socket. Resolves with the answer, or with undefined if the server hangs up without an answer. */
export async function exchange(port: number, pieces: readonly Piece[]): Promise<Reply | undefined> {
  const [reply] = await converse(port, pieces, 1);
  return reply;
}

/** Sends the pieces over a socket of its own; resolves with that many answers, or with fewer when the server hangs up before. */
export function converse(port: number, pieces: readonly Piece[], count: number): Promise<readonly Reply[]> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const isHead = String(pieces[0]).startsWith('HEAD ');
    const replies: Reply[] = [];
    let received: Buffer = Buffer.alloc(0);
    const settle = () => {
      resolve(replies);
      clearTimeout(timer);
      socket.destroy();
    };
    const read = (ended: boolean) => {
      for (let next = readReply(received, isHead, ended); next; next = readReply(received, isHead, ended)) {
        replies.push(next.reply);
        received = received.subarray(next.end);
      }
      if (ended || replies.length >= count) settle();
    };
    const timer = setTimeout(() => {
      reject(new Error(`No complete answer, but ${JSON.stringify(received.toString())}`));
      socket.destroy();
    }, 15_000);
    socket.on('data', (bytes) => {
      received = Buffer.concat([received, bytes]);
      read(false);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      read(true);
    });
    void write(socket, pieces);
  });
}

/** Sends the pieces and resets the connection without waiting for an answer. */
export async function hangUp(port: number, pieces: readonly Piece[]): Promise<void> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  socket.on('error', () => undefined);
  await write(socket, pieces);
  // A reset: workerd takes a mere end of the client's stream for one that still listens.
  socket.resetAndDestroy();
}

async function write(socket: Socket, pieces: readonly Piece[]): Promise<void> {
  for (const piece of pieces) {
    if (typeof piece === 'number') await pause(piece);
    else if (!socket.writable) return;
    else if (piece === fin) socket.end();
    else socket.write(piece);
  }
}
