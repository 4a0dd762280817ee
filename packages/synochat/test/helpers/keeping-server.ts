import { createServer, type Server, type Socket } from 'node:net';

/** For how many milliseconds it keeps an idle connection. */
export const keepAlive = 60;

/** How a connection ends after idle time, by the first part of the path. */
const ends: Readonly<Record<string, (socket: Socket) => void>> = {
  closing: (socket) => socket.end(),
  // As a router that has forgotten the connection: bytes still leave, and go nowhere.
  dying: (socket) => socket.removeAllListeners('data').resume(),
};

/** A server that keeps connections for a short time, as HTTP/1.1 has it. `/END/ID/…` posts, `/posts/ID` tells how many came. */
export function createKeepingServer(): Server {
  const posts = new Map<string, number>();
  return createServer((socket) => {
    let request = '';
    let idle: NodeJS.Timeout | undefined;
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(idle);
    });
    socket.on('data', (chunk) => {
      clearTimeout(idle);
      request += chunk.toString('latin1');
      const end = request.indexOf('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(request)?.[1] ?? 0);
      if (end === -1 || request.length < end + 4 + length) return;
      const [, how = '', id = ''] = /^\w+ \/([\w-]+)\/([\w-]+)/.exec(request) ?? [];
      const last = how === 'posts' || /\r\nconnection: close\r\n/i.test(request);
      const seen = posts.get(id) ?? 0;
      request = '';
      if (how !== 'posts') posts.set(id, seen + 1);
      const body = how === 'posts' ? String(seen) : '{"success":true}';
      const head = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n`;
      socket.write(`${head}${last ? 'Connection: close\r\n' : ''}\r\n${body}`);
      if (last) socket.end();
      else
        idle = setTimeout(() => {
          ends[how]?.(socket);
        }, keepAlive);
    });
  });
}
