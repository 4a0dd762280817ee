import { connect } from 'node:net';
import { chunk, chunked, head } from './raw-post.ts';
import { type Reply, readReply } from './raw-reply.ts';

interface Flood {
  /** How much the server may take. */
  readonly bytes: number;
  /** Milliseconds to wait afterwards for the server to end the connection. */
  readonly patience: number;
}

/** Sends a body that never ends, as fast as the server takes it; gives the answer, and whether the server ended the connection. */
export function flood(
  port: number,
  { bytes, patience }: Flood,
): Promise<{ reply: Reply | undefined; sentBytes: number; ended: boolean }> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const piece = chunk('x'.repeat(16_000));
    let received: Buffer = Buffer.alloc(0);
    let timer: NodeJS.Timeout | undefined;
    let ended = true;
    const pour = () => {
      while (!socket.destroyed && socket.bytesWritten < bytes) if (!socket.write(piece)) return;
      timer ??= setTimeout(() => {
        ended = false;
        socket.destroy();
      }, patience);
    };
    socket.on('data', (data) => (received = Buffer.concat([received, data])));
    socket.on('drain', pour);
    // Writing to a connection that the server has ended.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(timer);
      resolve({ reply: readReply(received, false, true)?.reply, sentBytes: socket.bytesWritten, ended });
    });
    socket.write(head(chunked));
    pour();
  });
}
